import type { SecretText } from '@nightlatch/model';
import { z } from 'zod';

/** A secret by its name: the text itself is in the environment or in `secrets.yaml`, never in the configuration. */
export const secretSchema = z
  .strictObject({
    secret: z
      .string()
      .regex(/^[a-z][a-z0-9-]*$/, 'Use lower-case letters, digits and -.')
      .describe('Name of the secret, as in secrets.yaml.'),
  })
  .describe('A secret, by its name.');

export type SecretRef = z.output<typeof secretSchema>;

/** The same shape with every named secret replaced by its text. */
export type WithSecrets<T> = T extends SecretRef
  ? SecretText
  : T extends readonly (infer Item)[]
    ? readonly WithSecrets<Item>[]
    : T extends object
      ? { readonly [Key in keyof T]: WithSecrets<T[Key]> }
      : T;

/** Tells whether a value names a secret. */
export function isSecretRef(value: unknown): value is SecretRef {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.keys(value).length === 1 &&
    typeof (value as { secret?: unknown }).secret === 'string'
  );
}
