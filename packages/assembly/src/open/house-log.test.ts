import { beforeEach, expect, test } from '@jest/globals';
import type { HomeChange, Log } from '@nightlatch/model';
import { MemoryHome } from '@nightlatch/testing';
import { logHouse } from './house-log.ts';

const DOOR = 'z/1#contact';
let lines: string[];
let home: MemoryHome;
let told: { unsubscribe(): void };

beforeEach(() => {
  lines = [];
  const write = (level: string) => (text: string) => void lines.push(`${level} ${text}`);
  const log: Log = { error: write('error'), warn: write('warn'), info: write('info'), debug: () => undefined };
  home = new MemoryHome().device({ id: 'z/1', name: 'Back door' }, { contact: 'closed' });
  const zone = { id: DOOR, name: 'Back door', device: 'z/1', signal: 'contact', type: 'entry', modes: [] } as const;
  home.partition('house', { name: 'House', zones: [zone] });
  told = logHouse(home, log, { timeZone: 'Europe/Madrid', without: ['homebridge'] });
});

test.each<[HomeChange, string]>([
  [
    { type: 'hazard', partition: 'house', hazard: 'burglary', zone: DOOR, to: 'alarm', at: 0 },
    'warn House: burglary alarm at Back door',
  ],
  [{ type: 'hazard', partition: 'house', hazard: 'fire', to: 'verifying', at: 0 }, 'warn House: fire verifying'],
  [
    {
      type: 'refused',
      partition: 'house',
      command: 'arm',
      reason: 'zones-open',
      zones: [DOOR],
      actor: { origin: 'keypad', client: 'z/keypad' },
      at: 0,
    },
    'warn House: arm refused to z/keypad (Back door). Some zones are open: close or bypass them.',
  ],
  [
    { type: 'trouble', kind: 'jam', device: 'z/1', on: true, detail: 'stuck', at: 0 },
    'warn Trouble jam of Back door: stuck',
  ],
  [{ type: 'trouble', kind: 'jam', device: 'z/1', on: false, at: 0 }, 'info Trouble jam of Back door is over'],
  [
    {
      type: 'blind',
      from: Date.UTC(2026, 2, 1, 1, 11),
      to: Date.UTC(2026, 2, 1, 1, 14),
      moved: [{ device: 'z/1', attribute: 'contact', from: 'closed', to: 'open' }],
      at: 0,
    },
    'warn The house was blind for 3 min (2026-03-01 02:11:00 to 2026-03-01 02:14:00); Back door: open.',
  ],
  [{ type: 'self-test', ok: false, failures: ['The disk is full.'], at: 0 }, 'warn Self-test: The disk is full.'],
  [
    { type: 'walk-test', partition: 'house', seen: [], missing: [DOOR], at: 0 },
    'info House: the walk test has seen 0 zones, not Back door.',
  ],
])('says %j in words', (change, expected) => {
  home.store.publish(change);
  told.unsubscribe();
  expect(lines).toEqual([expected]);
});

test('says who armed, and nothing of what only moved beneath', () => {
  home.partition('house', { state: 'armed', mode: 'away' });
  home.partition('house', { bypassed: [DOOR] });
  told.unsubscribe();
  expect(lines).toEqual(['info House: armed (away)']);
});

test('leaves a refusal to the bridge that words it itself, and what sensors say to debug', () => {
  const actor = { origin: 'homekit', client: 'homebridge' } as const;
  home.store.publish({ type: 'refused', partition: 'house', command: 'arm', reason: 'zones-open', actor, at: 0 });
  home.report('z/1', { contact: 'open' });
  told.unsubscribe();
  expect(lines).toEqual([]);
});

test('keeps nobody waiting while a change is told, and writes its lines a moment later, in order', async () => {
  home.partition('house', { state: 'armed', mode: 'away' });
  home.partition('house', { state: 'disarmed' });
  expect(lines).toEqual([]);
  await new Promise((resolve) => setTimeout(resolve, 1));
  expect(lines).toEqual(['info House: armed (away)', expect.stringMatching(/^info House: disarmed/)]);
});
