import type { DeviceId } from '@nightlatch/model';
import type { JammingSettings } from './settings.ts';

/** How a source stands. */
export interface SourceStanding {
  /** Devices that fell silent and are silent still, with when. */
  readonly silent: ReadonlyMap<DeviceId, number>;
  /** How many devices it has in all. */
  readonly total: number;
  /** The source itself is away: then nothing can be heard of any of them, and nobody need be jamming. */
  readonly isAway: boolean;
  readonly isSuspected: boolean;
}

/**
 * Tells whether the devices of one source are suspected of being jammed.
 *
 * A jammer silences everything in its reach at once; a flat battery silences one. So it takes several, a good part of what
 * there is, in a short time. The suspicion lasts until so few are silent that it would not have arisen.
 */
export function isJammed(
  { silent, total, isAway, isSuspected }: SourceStanding,
  settings: JammingSettings,
  now: number,
): boolean {
  const enough = Math.max(settings.devices, Math.ceil(settings.share * total));
  if (isSuspected) return silent.size >= enough;
  if (isAway) return false;
  const fresh = [...silent.values()].filter((at) => now - at <= settings.withinMs);
  return fresh.length >= enough;
}
