import { expect, test } from '@jest/globals';
import { SecretText } from '@nightlatch/model';
import { wired } from './node-red/flow.ts';
import type { Shown } from './node-red/comms.ts';
import { CODE } from './node-red/hub-house.ts';
import { rigOf } from './node-red/rig.ts';

const rig = rigOf({
  config: {
    partitions: [
      {
        id: 'house',
        name: 'House',
        modes: { away: { exitDelay: 30, entryDelay: 30 }, night: { entryDelay: 0 } },
        abortWindow: 0,
      },
    ],
    /* So that it is due at whatever time of the day the test runs. */
    supervision: { selfTest: '00:00' },
    policy: { withoutCode: { panel: ['arm', 'disarm', 'panic', 'test', 'acknowledge', 'silence'] } },
  },
});

const events = (words: readonly string[] = []) => wired('event', 'nightlatch-event', 1, { events: words }).slice(1);
const told = (word: string, isIt: (security: Record<string, unknown>) => boolean = () => true): Promise<Shown> =>
  rig.red.comms.message('event-1', ({ payload, security }) => payload === word && isIt({ ...security }), word);

test('an alarm event tells the pace of a delay, from its beginning to its end', async () => {
  await rig.deploy(events(['progress']));
  await rig.hub.panel.execute({ type: 'arm', mode: 'away' });
  const begun = await told('progress');
  expect(begun).toMatchObject({
    topic: 'house',
    security: { kind: 'partition', name: 'House', phase: 'exit', pace: 'slow' },
  });
  expect(begun.security?.['until']).toBeGreaterThan(Date.now());
  await rig.hub.panel.execute({ type: 'disarm', code: new SecretText(CODE) });
  await told('progress', ({ pace }) => pace === 'off');
  expect(rig.red.comms.shown('event-1').map(({ payload }) => payload)).toEqual(['progress', 'progress']);
});

test('an alarm event tells what is reported of an alarm, and what the alarm remembers until it is acknowledged', async () => {
  await rig.deploy(events());
  await rig.hub.panel.execute({ type: 'arm', mode: 'night' });
  await told('armed');
  rig.hub.house.open('Front door');
  expect((await told('report', ({ status }) => status === 'sent')).security).toMatchObject({
    report: 'burglary',
    contactId: '1130',
    zone: { name: 'Front door' },
  });
  expect((await told('memory')).security).toMatchObject({ zones: [{ name: 'Front door' }] });
  await rig.hub.panel.execute({ type: 'disarm', code: new SecretText(CODE) });
  await rig.hub.panel.execute({ type: 'acknowledge' });
  await told('memory', ({ zones }) => (zones as unknown[]).length === 0);
});

test('an alarm event tells which zones a walk test has not seen', async () => {
  await rig.deploy(events(['walk-test']));
  await rig.hub.panel.execute({ type: 'test', on: true });
  rig.hub.house.open('Front door');
  await rig.hub.changed(
    (change) => change.type === 'partition' && change.to.untested?.includes('simulator/front-door#contact') === false,
  );
  await rig.hub.panel.execute({ type: 'test', on: false });
  const { security } = await told('walk-test');
  expect(security).toMatchObject({ seen: [{ name: 'Front door' }] });
  expect(security?.['missing']).toContainEqual({
    id: 'simulator/living-room-window#contact',
    name: 'Living room window',
  });
});

test('an alarm event tells what the house found when it looked at itself', async () => {
  await rig.deploy(events(['self-test']));
  expect(await told('self-test')).toMatchObject({ security: { kind: 'home', ok: true, failures: [] } });
});

test('an alarm event tells nothing of a silent panic', async () => {
  await rig.deploy(events());
  await rig.hub.panel.execute({ type: 'panic', silent: true });
  await rig.hub.panel.execute({ type: 'arm', mode: 'night' });
  await told('armed');
  const words = rig.red.comms.shown('event-1').map(({ payload }) => payload);
  expect(words.filter((word) => !['armed', 'link-found', 'self-test'].includes(String(word)))).toEqual([]);
});
