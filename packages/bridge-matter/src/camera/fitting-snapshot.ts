import type { MediaSource, PictureSize, Snapshot } from '@nightlatch/model';
import type { CameraRefusal } from './camera-words.ts';
import { STATUS_OF, refuse } from './camera-words.ts';

/** What a Matter message holds is 65,535 bytes, sealed and with its frame: of matter.js 63,500 passed and 70,000 did not. */
const MAX_BYTES = 60_000;
/** Narrower, until it fits: the size of a JPEG is known only once it is there. */
const WIDTHS: readonly number[] = [1280, 960, 640, 480, 320, 240];

/** Takes a picture that is no larger than asked for, and small enough for a Matter message. */
export async function fittingSnapshot(
  media: MediaSource,
  wanted: PictureSize,
): Promise<({ readonly ok: true } & Snapshot) | CameraRefusal> {
  const { snapshot: largest } = media.capabilities;
  const widest = Math.min(wanted.width, largest.width, Math.floor((wanted.height * largest.width) / largest.height));
  for (const maxWidth of [widest, ...WIDTHS.filter((width) => width < widest)]) {
    const taken = await media.snapshot({ maxWidth });
    if (!taken.ok) return refuse(STATUS_OF[taken.reason], taken.problem);
    if (taken.jpeg.length <= MAX_BYTES) return taken;
  }
  return refuse('ResourceExhausted', `No picture of the camera fits into ${MAX_BYTES} bytes.`);
}
