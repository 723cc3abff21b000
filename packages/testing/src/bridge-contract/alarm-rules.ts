import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import type { ArmMode, Hazard, HazardView, HomeCommand, PartitionView } from '@nightlatch/model';
import { ARM_MODES, zoneId } from '@nightlatch/model';
import type { MemoryHome } from '../memory-home.ts';
import type { CaseGround, ContractRule, ShownPartition } from './bridge-driver.ts';
import { ANNEX, HOUSE, MOMENTS, deviceWith } from './contract-house.ts';

const DISARMED: ShownPartition = { target: 'disarmed', current: 'disarmed' };
const SOON_MS = 60_000;

/** Promises about what is shown of the alarm, and what becomes of a request. */
export function alarmRules(modes: readonly ArmMode[] = ARM_MODES): readonly ContractRule[] {
  return [
    ...modes.map(armsIn),
    ...REQUESTS,
    ...ARM_MODES.map(showsMode),
    ...MOMENTS_SHOWN,
    ...HAZARDS.map(showsHazard),
  ];
}

function armsIn(mode: ArmMode): ContractRule {
  return {
    title: `a request to arm ${mode} reaches the home once, without a code, and nothing else does`,
    check: async ({ home, driver }) => {
      strictEqual(await driver.request(HOUSE, mode), 'accepted');
      deepStrictEqual(essence(home.takeCommand()), { type: 'arm', partition: HOUSE, mode });
    },
  };
}

const REQUESTS: readonly ContractRule[] = [
  {
    title: 'a request to disarm reaches the home once, and nothing else does',
    check: async ({ home, driver }) => {
      home.partition(HOUSE, MOMENTS.armed('away'));
      await driver.settled();
      strictEqual(await driver.request(HOUSE, 'disarmed'), 'accepted');
      deepStrictEqual(essence(home.takeCommand()), { type: 'disarm', partition: HOUSE });
    },
  },
  {
    title: 'a request for one partition is never made of another',
    check: async ({ home, driver }) => {
      strictEqual(await driver.request(ANNEX, 'away'), 'accepted');
      deepStrictEqual(essence(home.takeCommand()), { type: 'arm', partition: ANNEX, mode: 'away' });
    },
  },
  {
    title: 'a refused arm is refused, and shown as disarmed again',
    check: async (ground) => {
      const zones = [zoneId(deviceWith('contact'), 'contact')];
      ground.home.answer = () => ({ ok: false, reason: 'zones-open', zones });
      strictEqual(await ground.driver.request(HOUSE, 'away'), 'refused');
      await shows(ground, DISARMED);
    },
  },
  {
    title: 'a refused disarm is refused, and shown as armed still',
    check: async (ground) => {
      ground.home.partition(HOUSE, MOMENTS.armed('away'));
      await ground.driver.settled();
      ground.home.answer = () => ({ ok: false, reason: 'not-permitted' });
      strictEqual(await ground.driver.request(HOUSE, 'disarmed'), 'refused');
      await shows(ground, { target: 'away', current: 'away' });
    },
  },
];

function showsMode(mode: ArmMode): ContractRule {
  return {
    title: `an alarm that someone else armed ${mode} is shown armed`,
    check: async (ground) => {
      const word = ground.bridge.showsMode?.(mode) ?? mode;
      ground.home.partition(HOUSE, MOMENTS.armed(mode));
      await shows(ground, { target: word, current: word });
      deepStrictEqual(await ground.driver.shown(ANNEX), DISARMED);
    },
  };
}

const MOMENTS_SHOWN: readonly ContractRule[] = [
  moment('an exit delay is shown as disarmed on its way to armed', (at) => MOMENTS.arming('away', at), {
    target: 'away',
    current: 'disarmed',
  }),
  moment(
    'an entry delay is shown as armed: nobody learns that the alarm hesitates',
    (at) => MOMENTS.pending('away', at),
    {
      target: 'away',
      current: 'away',
    },
  ),
  moment('an alarm is shown as triggered, and its mode as what was asked', (at) => MOMENTS.triggered('away', at), {
    target: 'away',
    current: 'triggered',
  }),
  {
    title: 'a whole evening is shown as it goes: armed, entered, alarmed, disarmed',
    check: async (ground) => {
      const { home } = ground;
      const until = soon(home);
      home.partition(HOUSE, MOMENTS.arming('away', until));
      await shows(ground, { target: 'away', current: 'disarmed' });
      home.partition(HOUSE, MOMENTS.armed('away'));
      await shows(ground, { target: 'away', current: 'away' });
      home.partition(HOUSE, MOMENTS.pending('away', until));
      await shows(ground, { target: 'away', current: 'away' });
      home.partition(HOUSE, { ...MOMENTS.triggered('away', until), alarms: [sounding('burglary')] });
      await shows(ground, { target: 'away', current: 'triggered' });
      home.partition(HOUSE, { ...MOMENTS.disarmed, alarms: [] });
      await shows(ground, DISARMED);
    },
  },
];

const HAZARDS: readonly Hazard[] = ['fire', 'co', 'gas', 'water', 'freeze', 'medical', 'panic'];

function showsHazard(hazard: Hazard): ContractRule {
  return {
    title: `${hazard} while disarmed is shown as triggered, and silenced as disarmed`,
    check: async (ground) => {
      const alarm = sounding(hazard);
      ground.home.partition(HOUSE, { state: 'triggered', alarms: [alarm] });
      await shows(ground, { target: 'disarmed', current: 'triggered' });
      ground.home.partition(HOUSE, { ...MOMENTS.disarmed, alarms: [{ ...alarm, status: 'silenced' }] });
      await shows(ground, DISARMED);
    },
  };
}

function moment(
  title: string,
  view: (until: number) => Partial<PartitionView>,
  expected: ShownPartition,
): ContractRule {
  return {
    title,
    check: async (ground) => {
      ground.home.partition(HOUSE, view(soon(ground.home)));
      await shows(ground, expected);
    },
  };
}

async function shows({ driver }: CaseGround, expected: ShownPartition): Promise<void> {
  await driver.settled();
  deepStrictEqual(await driver.shown(HOUSE), expected);
}

function sounding(hazard: Hazard): HazardView {
  return { hazard, status: 'alarm', zones: [], since: 0 };
}

/** An instant a minute from now. */
function soon(home: MemoryHome): number {
  return home.clock.now() + SOON_MS;
}

/** A command without what is free to a bridge. A code is never its own to give. */
function essence(command: HomeCommand): object {
  const { type } = command;
  if ('code' in command && command.code !== undefined) return { type, code: 'none should have been sent' };
  const partition = 'partition' in command ? command.partition : undefined;
  return command.type === 'arm' ? { type, partition, mode: command.mode } : { type, partition };
}
