import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { InnerLine } from './inner-line.ts';
import { monthHouse, monthLines } from './month.ts';

const ENV = { NIGHTLATCH_SECRET_ANA_CODE: '135790' };
const CONFIRM = ', confirm: { activations: 2, withinSeconds: 60 }';

let line: InnerLine;
beforeEach(() => {
  line = new InnerLine();
});
afterEach(() => line.clear());

async function choices(house: string, events: readonly string[], ...args: readonly string[]): Promise<string> {
  line.write('house.yaml', house);
  line.write('month.ndjson', events.join('\n'));
  const { out, err } = await line.run(['check', '--events', 'month.ndjson', ...args], { env: ENV });
  expect(err).not.toContain('month.ndjson');
  return out;
}

test('says what the grace for a late door saved, and what confirmation would have', async () => {
  const out = await choices(monthHouse(), monthLines());
  expect(out).toContain(
    'partitions.0.followerGrace: followerGrace 1 s: saved 13 likely false alarms (13 disarmed by somebody at once), missed none that was real and made 9 later, by 1.0 s at most.',
  );
  expect(out).toContain(
    'house.yaml:11 partitions.0.zones.4: confirm of Hall motion, 2 within 60 s: would have saved 3 likely false alarms (3 with one zone alone) and missed none that was real.',
  );
});

test('says what confirmation saved of the nine pulses, and how much later it lets a burglar be heard', async () => {
  const events = monthLines({ hasBurglar: true });
  const out = await choices(monthHouse({ hall: CONFIRM }), events);
  const told = out.split('\n').filter((text) => text.includes('confirm of'));
  expect(told.map((text) => /saved \d+ likely false alarms?/.exec(text)?.[0])).toEqual([
    'saved 3 likely false alarms',
    'saved 3 likely false alarms',
    'saved 3 likely false alarms',
  ]);
  expect(told[2]).toContain('made 1 later, by 20.0 s at most');
});

test('says which real alarm a choice would have missed', async () => {
  const group =
    '    groups: [{ zones: [Hall motion, Stairs motion, Living room motion], count: 3, withinSeconds: 10 }]\n';
  const out = await choices(monthHouse({ partition: group }), monthLines({ hasBurglar: true }), '--json');
  const { choices: judged } = JSON.parse(out) as { choices: { choice: string; missed: { at: number }[]; saved: [] }[] };
  const grouped = judged.find(({ choice }) => choice.startsWith('group of'));
  expect(grouped?.saved).toHaveLength(9);
  expect(grouped?.missed).toHaveLength(1);
});

test('a bad line of the recording ends it with 2, its number and the reason', async () => {
  line.write('house.yaml', monthHouse());
  line.write('bad.ndjson', '{"at":1,"end":true}\n{"at":2,"end":true}\n');
  expect(await line.run(['check', '--events', 'bad.ndjson'], { env: ENV })).toMatchObject({
    code: 2,
    err: expect.stringContaining('bad.ndjson:2: It comes after the end.'),
  });
});
