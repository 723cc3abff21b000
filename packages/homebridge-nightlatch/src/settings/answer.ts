import { ConfigError, NightlatchError } from '@nightlatch/model';

/** What the page is told when something cannot be done: in words for somebody who has never seen a terminal. */
export interface Refusal {
  readonly ok: false;
  readonly problem: string;
}

/** Every answer to the page. What went wrong is a value: nothing is thrown across, so that nothing is logged. */
export type Answer<T extends object = object> = ({ readonly ok: true } & T) | Refusal;

/** Runs a request and makes a refusal of whatever it throws. Errors of ours are written for people; others are not shown. */
export async function answerWith<T extends object>(work: () => Promise<T> | T): Promise<Answer<T>> {
  try {
    return { ok: true, ...(await work()) };
  } catch (error) {
    if (error instanceof ConfigError) return { ok: false, problem: error.problems.map(sentence).join(' ') };
    if (error instanceof NightlatchError) return { ok: false, problem: error.message };
    return {
      ok: false,
      problem: `Something unexpected went wrong (${nameOf(error)}). Close this window and try again.`,
    };
  }
}

function sentence({ key, message, remedy }: ConfigError['problems'][number]): string {
  return [key === undefined ? '' : `${key}:`, message, remedy ?? ''].filter(Boolean).join(' ');
}

/** The kind of an error, never its text: that may quote what was sent. */
function nameOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code === 'string') return code;
  return error instanceof Error ? error.name : typeof error;
}
