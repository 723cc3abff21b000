import { editor } from './red.ts';

/** The catalogue of the shared texts: every node's has them. */
const TEXTS = '@nightlatch/node-red/nightlatch-home:nightlatch.invalid';

/**
 * Makes a field's check that says what is wrong: the editor shows it at the field.
 *
 * @param problem A key of `nightlatch.invalid`.
 */
export function demand(
  isFine: (this: object, value: string) => boolean,
  problem: string,
): (this: object, value: string) => boolean {
  /* The editor takes a text for an answer only from a function of exactly two arguments. */
  function check(this: object, value: string, options?: object): boolean | string {
    if (isFine.call(this, value)) return true;
    const { _: text } = editor as unknown as { readonly _: (key: string) => string };
    return options ? text(`${TEXTS}.${problem}`) : false;
  }
  return check as (this: object, value: string) => boolean;
}
