import type { HomeChange, HomeSnapshot } from '@nightlatch/model';
import { eventsOf } from '../messages/events-of.ts';
import type { Named } from '../messages/names.ts';
import type { SaidEvent } from '../messages/said-event.ts';
import { actorOf } from '../messages/security-message.ts';
import type { EventLook } from './home-view.ts';

/** What comes many times a day, or beside what is listed anyway: it would push out what people look for. */
const PASSING = ['chime', 'button', 'progress', 'memory', 'report'];

/** Tells what the sidebar lists of a change. A silent panic key is not among it: whoever stands by must not notice. */
export function eventLooks(change: HomeChange, snapshot: HomeSnapshot): readonly EventLook[] {
  if (change.type === 'event' && isSilent(change.device, snapshot)) return [];
  const { origin, client, user } = actorOf(change) ?? {};
  return eventsOf(change, snapshot)
    .filter(({ payload }) => !PASSING.includes(payload))
    .map((said) => ({
      at: change.at,
      word: said.payload,
      name: said.kind === 'home' ? '' : said.name,
      ...pickTexts(said),
      because: causesOf(said),
      ...(origin === undefined ? {} : { by: origin }),
      ...(client === undefined ? {} : { client }),
      ...(user === undefined ? {} : { user }),
    }));
}

function pickTexts({ more = {} }: SaidEvent): Partial<EventLook> {
  const texts = { mode: more['mode'], hazard: more['hazard'], trouble: more['trouble'], refusal: more['refusal'] };
  return Object.fromEntries(Object.entries(texts).filter(([, value]) => value !== undefined));
}

function causesOf({ more = {} }: SaidEvent): readonly string[] {
  const { cause, zone, zones } = more as { cause?: Named; zone?: Named; zones?: readonly Named[] };
  return [cause, zone, ...(zones ?? [])].flatMap((each) => each?.name ?? []);
}

function isSilent(device: string, { partitions }: HomeSnapshot): boolean {
  return [...partitions.values()].some(({ zones }) =>
    zones.some((zone) => zone.type === 'silent-panic' && zone.device === device),
  );
}
