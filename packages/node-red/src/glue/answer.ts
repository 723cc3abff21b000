/** Does some work and then calls Node-RED back: with the error, where there is one. */
export async function answer(work: () => Promise<void> | void, done: (error?: Error) => void): Promise<void> {
  let failure: Error | undefined;
  try {
    await work();
  } catch (error) {
    failure = error instanceof Error ? error : new Error(String(error));
  }
  if (failure) done(failure);
  else done();
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
