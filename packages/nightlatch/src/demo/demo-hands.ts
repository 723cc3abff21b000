import type { CommandResult, Home, HomeCommand, HomeSnapshot } from '@nightlatch/model';
import { SecretText, explainRefusal } from '@nightlatch/model';
import type { Simulator } from '@nightlatch/source-simulator';
import type { Told } from './describe-change.ts';
import { zoneName } from './describe-change.ts';

/** What a key reaches: the things in the house, and the panel in the hall. */
export interface DemoHands {
  readonly house: Simulator;
  readonly home: Home;
  /** Puts a line on the screen. */
  readonly say: (told: Told) => void;
}

/** Opens what is closed and closes what is open. */
export function toggleContact({ house }: DemoHands, name: string): void {
  if (house.value(name, 'contact') === 'open') house.close(name);
  else house.open(name);
}

/** Sets a detector off, or clears it again. */
export function toggleDetector({ house }: DemoHands, name: string, attribute: Parameters<Simulator['value']>[1]): void {
  if (house.value(name, attribute) === true) house.clear(name);
  else house.trip(name);
}

/** Jams a bolt, or frees it and locks the door. */
export function toggleJam({ house }: DemoHands, name: string): void {
  if (house.value(name, 'lock') !== 'jammed') return house.jam(name);
  house.free(name);
  house.turn(name, 'locked');
}

/** Turns a bolt by hand. */
export function toggleBolt({ house }: DemoHands, name: string): void {
  house.turn(name, house.value(name, 'lock') === 'locked' ? 'unlocked' : 'locked');
}

/** Takes a device out of reach, or brings it back. */
export function toggleReach({ house, home }: DemoHands, name: string): void {
  const device = [...home.snapshot.devices.values()].find((each) => each.name === name);
  if (device?.available === true) house.offline(name);
  else house.online(name);
}

/** Gives a command at the panel. What is refused is told by the home itself; what it cannot tell is told here. */
export async function command({ home, say }: DemoHands, asked: HomeCommand): Promise<CommandResult> {
  const result = await home.execute(asked);
  if (!result.ok && isUntold(result)) say({ text: explainFully(result, home.snapshot), tone: 'warn' });
  return result;
}

/** Disarms with a code. */
export async function disarm(hands: DemoHands, code: string): Promise<void> {
  await command(hands, { type: 'disarm', code: new SecretText(code) });
}

type Refusal = Extract<CommandResult, { ok: false }>;

/** Reasons that are given by who passes the command on, of which the home itself says nothing. */
function isUntold({ reason }: Refusal): boolean {
  return reason === 'unavailable' || reason === 'busy' || reason === 'invalid' || reason === 'stale';
}

function explainFully({ reason, zones = [] }: Refusal, snapshot: HomeSnapshot): string {
  const names = zones.map((zone) => zoneName(zone, snapshot)).join(', ');
  return names ? `${explainRefusal(reason)} (${names})` : explainRefusal(reason);
}
