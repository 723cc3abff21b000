/** A line of the screen about a part: what it is, and where or how it is. */
export interface PartLine {
  readonly label: string;
  readonly text: string;
  /** `bad` when someone should look. */
  readonly tone?: 'good' | 'bad';
}

/** One thing that the demonstration runs. Parts start in order and stop in the reverse one. */
export interface DemoPart {
  readonly name: string;
  start(): Promise<void>;
  /** Also stops what had only begun to start. */
  stop(): Promise<void>;
  lines(): readonly PartLine[];
}

/** Starts parts one after the other. When one fails, those before it are stopped again. */
export async function startParts(parts: readonly DemoPart[], onProgress: (part: DemoPart) => void): Promise<void> {
  for (const [index, part] of parts.entries()) {
    onProgress(part);
    try {
      await part.start();
    } catch (error) {
      await stopParts(parts.slice(0, index + 1));
      throw error;
    }
  }
}

/** Stops every part, last first, whatever becomes of the others. @throws The first failure, once all have stopped. */
export async function stopParts(parts: readonly DemoPart[]): Promise<void> {
  const failures: unknown[] = [];
  for (const part of parts.toReversed()) {
    await part.stop().catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) throw failures[0];
}
