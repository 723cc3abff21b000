import type { MatterModule } from '../endpoint/matter-module.ts';
import type { CameraRefusal } from './camera-words.ts';

/** Turns a refusal into the protocol error that an app gets. */
export function throwCameraRefusal(
  { Status, StatusResponseError }: Pick<MatterModule, 'Status' | 'StatusResponseError'>,
  { status, problem }: CameraRefusal,
): never {
  throw new StatusResponseError(problem, Status[status]);
}
