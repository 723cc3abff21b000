import { expect, test } from '@jest/globals';
import { InvariantError } from '@nightlatch/model';
import { houseBuilder } from './house-builder.ts';

test('makes every sensor the zone that its kind usually is', () => {
  const { config } = houseBuilder()
    .contact('Front door')
    .motion('Hall')
    .glassBreak('Pane')
    .smoke('Kitchen')
    .heat('Attic')
    .carbonMonoxide('Boiler')
    .gas('Stove')
    .leak('Laundry')
    .freeze('Pipe')
    .panic('Bedside')
    .medical('Pendant')
    .build();
  const zones = config.partitions[0]?.zones.map(({ id, type, modes }) => `${id} ${type} ${modes.join(',')}`);
  const always = 'away,home,night,vacation';
  expect(zones).toEqual([
    `mock/front-door#contact entry ${always}`,
    'mock/hall#motion interior away,vacation',
    `mock/pane#glassBreak perimeter ${always}`,
    `mock/kitchen#smoke fire ${always}`,
    `mock/attic#heat heat ${always}`,
    `mock/boiler#carbonMonoxide co ${always}`,
    `mock/stove#gas gas ${always}`,
    `mock/laundry#waterLeak water ${always}`,
    `mock/pipe#freeze freeze ${always}`,
    `mock/bedside#panic panic ${always}`,
    `mock/pendant#medical medical ${always}`,
  ]);
});

test('a changed type brings its own usual modes unless they are given', () => {
  const { config } = houseBuilder()
    .contact('Cupboard', { type: 'interior' })
    .contact('Safe', { type: 'perimeter', modes: ['night'], chime: true })
    .build();
  const zones = config.partitions[0]?.zones ?? [];
  expect(zones.map(({ modes, chime }) => ({ modes, chime }))).toEqual([
    { modes: ['away', 'vacation'], chime: false },
    { modes: ['night'], chime: true },
  ]);
});

test('a zone may have every rule that the alarm knows of zones', () => {
  const rules = {
    entryDelayClass: 2,
    useExitDelay: false,
    armOnClose: true,
    allowOpen: true,
    autoBypass: ['night'],
    whenUnavailable: 'alarm',
    minActiveSeconds: 2,
    chimes: ['mock/horn'],
  } as const;
  const { config } = houseBuilder()
    .contact('Back door', { ...rules, room: 'Kitchen' })
    .build();
  expect(config.partitions[0]?.zones[0]).toMatchObject(rules);
  expect(config.partitions[0]?.zones[0]).not.toHaveProperty('room');
});

test('a siren may have hazards and a time of its own', () => {
  const own = { hazards: ['burglary'], maxSeconds: 180 } as const;
  const [partition] = houseBuilder().siren('Hall').siren('Outdoor', own).build().config.partitions;
  expect([partition?.sirens, partition?.sirenRules]).toEqual([
    ['mock/hall', 'mock/outdoor'],
    [{ device: 'mock/outdoor', ...own }],
  ]);
});

test('puts sirens, keypads and chimes where the alarm looks for them', () => {
  const { config, devices } = houseBuilder().siren('Horn').keypad('Hall keypad').lock('Front lock').build();
  expect(config.partitions[0]).toMatchObject({
    zones: [],
    sirens: ['mock/horn'],
    keypads: ['mock/hall-keypad'],
    chimes: ['mock/horn', 'mock/hall-keypad'],
  });
  expect(devices.map(({ abilities }) => abilities)).toEqual([['siren', 'chime'], ['keypad', 'chime'], ['lock']]);
});

test('reports every device described and reachable before its values', () => {
  const { reports } = houseBuilder('test').contact('Front door', { room: 'Hall' }).build();
  expect(reports).toEqual([
    {
      type: 'described',
      device: {
        id: 'test/front-door',
        name: 'Front door',
        room: 'Hall',
        attributes: ['contact'],
        events: [],
        abilities: [],
      },
    },
    { type: 'availability', device: 'test/front-door', available: true },
    { type: 'attributes', device: 'test/front-door', values: { contact: 'closed' }, cause: 'resync' },
  ]);
});

test('delays, users, policy and partition are changed where asked and usual elsewhere', () => {
  const { config } = houseBuilder()
    .delays({ exit: 5 })
    .user('Ana')
    .user('Guest', ['arm'])
    .policy({ lockoutAttempts: 3 })
    .partition({ sirenSeconds: 90 })
    .build();
  const [partition] = config.partitions;
  expect(partition?.modes.home).toEqual({ exitDelaySeconds: 5, entryDelaySeconds: 30 });
  expect([partition?.sirenSeconds, partition?.followerGraceSeconds]).toEqual([90, 1]);
  expect(config.users.map(({ name, can }) => [name, can.includes('disarm')])).toEqual([
    ['Ana', true],
    ['Guest', false],
  ]);
  expect([config.policy.lockoutAttempts, config.policy.codeQueue]).toEqual([3, 8]);
});

test('finds ids by name, and refuses names that it does not have or has already', () => {
  const house = houseBuilder().contact('Front door').lock('Front lock').build();
  expect([house.id('Front lock'), house.zone('Front door')]).toEqual(['mock/front-lock', 'mock/front-door#contact']);
  expect(() => house.id('Attic')).toThrow(InvariantError);
  expect(() => house.zone('Front lock')).toThrow('is no zone');
  expect(() => houseBuilder().contact('Hall').motion('Hall')).toThrow('has "Hall" already');
});
