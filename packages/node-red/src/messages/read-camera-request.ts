import { InputError, shown } from './input-error.ts';

/** What a flow asks of a camera. */
export type CameraRequest =
  | { readonly action: 'snapshot'; readonly maxWidth?: number }
  | { readonly action: 'clip'; readonly beforeSeconds: number; readonly afterSeconds: number };

/** What the node is set to, for messages that do not say otherwise. */
export interface CameraSettings {
  readonly action: 'snapshot' | 'clip';
  /** Pixels; 0 for as wide as the camera gives. */
  readonly width: number;
  readonly before: number;
  readonly after: number;
}

const LIMITS = { width: 8192, before: 300, after: 300 } as const;

/**
 * Reads what a message asks of a camera: the words `snapshot` and `clip`, or an object with `action`, and `width`, or
 * `before` and `after` in seconds. Any other message asks for what the node is set to, so that a bell may be wired to it.
 *
 * @throws InputError that names the key.
 */
export function readCameraRequest(payload: unknown, settings: CameraSettings): CameraRequest {
  const isAsking = typeof payload === 'object' && payload !== null && Object.hasOwn(payload, 'action');
  const fields: Readonly<Record<string, unknown>> = isAsking ? { ...payload } : {};
  const word = isAsking ? fields['action'] : payload;
  if (isAsking && word !== 'snapshot' && word !== 'clip') {
    throw new InputError(`action must be snapshot or clip, and is ${shown(word)}.`);
  }
  const action = word === 'snapshot' || word === 'clip' ? word : settings.action;
  const number = (key: keyof typeof LIMITS): number => {
    const value = fields[key] ?? settings[key];
    if (typeof value === 'number' && value >= 0 && value <= LIMITS[key]) return value;
    throw new InputError(`${key} must be a number from 0 to ${LIMITS[key]}, and is ${shown(value)}.`);
  };
  if (action === 'clip') return { action, beforeSeconds: number('before'), afterSeconds: number('after') };
  const width = number('width');
  return width === 0 ? { action } : { action, maxWidth: width };
}
