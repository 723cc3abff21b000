import type { KeyPath } from '@nightlatch/assembly';

/** A figure that a configuration misses, or something that leaves a house without protection. */
export interface Finding {
  readonly path: KeyPath;
  readonly message: string;
  /** The figure, and who says so. */
  readonly figure: string;
  readonly remedy: string;
}

/** What the database knows of codes. */
export interface EnrolledCode {
  readonly user: string;
  readonly duress: boolean;
}
