import { expect, test } from '@jest/globals';
import { originOf, withJoin, withSimulator, withZigbee2Mqtt } from './house-origin.ts';

const FRAME = { platform: 'Nightlatch', name: 'Nightlatch' };
const LOGIN = { broker: 'mqtt://nas:1883', username: 'ana', password: 'saved' } as const;
const OTHER = { type: 'ring', id: 'ring' };

test('takes the devices from Zigbee2MQTT, and keeps what else its entry says and what other sources there are', () => {
  const block = {
    _bridge: {},
    sources: [
      OTHER,
      { type: 'zigbee2mqtt', id: 'attic', broker: 'mqtt://old:1883', ca: 'ca.pem' },
      { type: 'simulator' },
    ],
  };
  expect(withZigbee2Mqtt(block, { ...LOGIN, baseTopic: 'zigbee2mqtt' })).toEqual({
    ...FRAME,
    _bridge: {},
    sources: [
      OTHER,
      {
        type: 'zigbee2mqtt',
        id: 'attic',
        broker: 'mqtt://nas:1883',
        baseTopic: 'zigbee2mqtt',
        ca: 'ca.pem',
        username: 'ana',
        password: { secret: 'mqtt-password' },
      },
    ],
  });
});

test('keeps a password by the name that it has, and forgets it with its user', () => {
  const entry = { type: 'zigbee2mqtt', username: 'ana', password: { secret: 'mine' } };
  const kept = withZigbee2Mqtt({ sources: [entry] }, { ...LOGIN, password: 'keep', baseTopic: 'z' });
  expect(kept['sources']).toMatchObject([{ password: { secret: 'mine' } }]);
  const open = withZigbee2Mqtt({ sources: [entry] }, { broker: 'mqtt://nas:1883', password: 'keep', baseTopic: 'z' });
  expect(open['sources']).toEqual([{ type: 'zigbee2mqtt', broker: 'mqtt://nas:1883', baseTopic: 'z' }]);
});

test('a simulated house takes the place of Zigbee2MQTT, not of other sources', () => {
  expect(withSimulator({ sources: [{ type: 'zigbee2mqtt' }, OTHER] })).toEqual({
    ...FRAME,
    sources: [{ type: 'simulator' }, OTHER],
  });
});

test('joining leaves to the hub what is the hub’s; coming back leaves the link', () => {
  const block = { sources: [OTHER], partitions: [], users: [], policy: {}, devices: [], bridges: {}, logging: {} };
  const joined = withJoin(block, { broker: 'mqtt://nas:1885', password: 'none' });
  expect(joined).toEqual({ ...FRAME, bridges: {}, logging: {}, link: { role: 'join', broker: 'mqtt://nas:1885' } });
  expect(withSimulator(joined)).toEqual({ ...FRAME, bridges: {}, logging: {}, sources: [{ type: 'simulator' }] });
});

test('a home that is shared with others stays so', () => {
  const link = { role: 'host', broker: 'embedded' };
  expect(withSimulator({ link })).toMatchObject({ link });
});

test.each([
  [{}, { kind: 'none' }],
  [{ sources: [{ type: 'simulator' }] }, { kind: 'simulator' }],
  [
    { sources: [{ type: 'simulator' }, { type: 'zigbee2mqtt', username: 'ana', password: { secret: 'a' } }] },
    {
      kind: 'zigbee2mqtt',
      broker: 'mqtt://127.0.0.1:1883',
      baseTopic: 'zigbee2mqtt',
      username: 'ana',
      hasPassword: true,
    },
  ],
  [
    { link: { role: 'join', broker: 'mqtt://nas:1885' } },
    { kind: 'join', broker: 'mqtt://nas:1885', hasPassword: false },
  ],
  [{ sources: 'nonsense', link: 7 }, { kind: 'none' }],
])('reads from %j where the home comes from', (block, origin) => {
  expect(originOf(block)).toEqual(origin);
});
