import { beginBlindness, endBlindness, tellBlindness } from './blindness.ts';
import { refuseStale } from './commands.ts';
import type { AlarmInput } from './input.ts';
import { showOnKeypads } from './keypads.ts';
import { repeatProgress } from './progress.ts';
import { repeatSirens } from './sirens.ts';
import type { Turn } from './turn.ts';
import { assess } from './zones.ts';

/** Stops watching: until `started` nothing trips and no deadline runs. */
export function stopWatching(turn: Turn): void {
  if (turn.isWatching) beginBlindness(turn);
  turn.isWatching = false;
}

/**
 * Watches again. What should have happened meanwhile happens now, all at this instant: a burglar alarm that was due while
 * blind sounds for its whole time. Sirens and keypads are told again; codes that waited are answered `stale`; and for
 * `settleSeconds` what is heard for the first time, and movement, are no trips.
 *
 * @see ANSI/SIA CP-01: after power is restored, the same arming, the same bypasses, and 60 s of ignored sensors
 */
export function startWatching(turn: Turn, input: Extract<AlarmInput, { type: 'hub' }>, runDue: () => void): void {
  if (!turn.isWatching) {
    turn.trouble('blind', undefined, true);
    endBlindness(turn, input.clockJumped === true);
  }
  turn.isWatching = true;
  const { policy, partitions } = turn.house.config;
  turn.settleUntil = turn.at + policy.settleSeconds * 1000;
  turn.schedule({ at: turn.settleUntil, kind: 'settle', of: '' });
  if (input.clockJumped) turn.trouble('clock', undefined, true);
  refuseStale(turn);
  for (const watch of turn.house.watches.values()) assess(turn, watch, { how: 'found' });
  runDue();
  for (const partition of partitions) {
    repeatSirens(turn, partition);
    repeatProgress(turn, partition);
  }
  showOnKeypads(
    turn,
    partitions.map(({ id }) => id).filter((id) => !turn.moved.includes(id)),
  );
}

/** Ends the settling: a zone that should stand guard and has still not been heard of is trouble `blind`. */
export function endSettling(turn: Turn): void {
  tellBlindness(turn);
  turn.trouble('blind', undefined, false);
  for (const watch of turn.house.watches.values()) {
    const { guard } = turn.partition(watch.partition.id);
    const isGuarding = guard.status !== 'disarmed' && watch.zone.modes.includes(guard.mode) && watch.isBurglary;
    if (isGuarding && turn.zone(watch).status === 'unknown') turn.trouble('blind', watch.zone.device, true);
  }
}
