import type { Clip, Snapshot } from '@nightlatch/model';
import type { Named } from './names.ts';
import type { Circumstances, SecurityMessage } from './security-message.ts';
import { securityMessage } from './security-message.ts';

/** A picture or a film as a flow has it: the bytes as the payload, and beside it what they are. */
export type PictureMessage = SecurityMessage & {
  readonly payload: Buffer;
  readonly contentType: 'image/jpeg' | 'video/mp4';
  readonly filename: string;
};

/** Puts a picture into a message. `security.at` is when it was taken, or when the film begins. */
export function pictureMessage(
  { id, name }: Named,
  taken: Snapshot | Clip,
  circumstances: Omit<Circumstances, 'at'>,
): PictureMessage {
  const { width, height } = taken;
  const isClip = 'mp4' in taken;
  const bytes = isClip ? taken.mp4 : taken.jpeg;
  /* A copy: others look at the same picture, and a flow may do with its own what it likes. */
  const payload = Buffer.from(bytes);
  const more = { width, height, bytes: payload.length, ...(isClip ? { durationMs: taken.durationMs } : {}) };
  const at = isClip ? taken.startedAt : taken.at;
  return {
    ...securityMessage({ kind: isClip ? 'clip' : 'snapshot', id, name, payload, more }, { ...circumstances, at }),
    payload,
    contentType: isClip ? 'video/mp4' : 'image/jpeg',
    filename: `${name.replaceAll(/[^\p{L}\p{N}]+/gu, '-').toLowerCase()}.${isClip ? 'mp4' : 'jpg'}`,
  };
}
