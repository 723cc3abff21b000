import type { Json } from './payload.ts';
import { listOf } from './payload.ts';

/** What the owner calls a device, and where it is. An empty text gives back what the device calls itself. */
export interface OwnNames {
  readonly name?: string;
  readonly room?: string;
}

/** Writes a device's name and room; other keys of its entry stay, and an entry that says nothing goes. */
export function withNames(block: Json, id: string, { name, room }: OwnNames): Json {
  const entries = listOf(block['devices']);
  const old = entries.find((entry) => String(entry['id']).toLowerCase() === id.toLowerCase());
  const { name: _, room: __, ...rest } = old ?? { id };
  const next = { ...rest, ...(name === undefined ? {} : { name }), ...(room === undefined ? {} : { room }) };
  const isEmpty = Object.keys(next).length === 1;
  const others = entries.filter((entry) => entry !== old);
  const devices =
    old && !isEmpty ? entries.map((entry) => (entry === old ? next : entry)) : isEmpty ? others : [...others, next];
  const { devices: ___, ...frame } = block;
  return devices.length ? { ...frame, devices } : frame;
}
