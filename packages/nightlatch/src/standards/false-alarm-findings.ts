import type { Config, PartitionSettings } from '@nightlatch/assembly';
import { asks, FIGURES, isKept } from './figures.ts';
import type { Finding } from './finding.ts';

/** Judges what keeps a house from calling for nothing, and what keeps guessing from paying. */
export function falseAlarmFindings({ partitions, policy }: Config): readonly Finding[] {
  return [...partitions.flatMap(judgePartition), ...judgeLockout(policy.lockout.seconds), ...judgeOrigins(policy)];
}

function judgePartition(partition: PartitionSettings, index: number): readonly Finding[] {
  const at = ['partitions', index] as const;
  const { abortWindow, swingerTrips, modes, hazards, groups, zones = [] } = partition;
  const noAbort = {
    path: [...at, 'abortWindow'],
    message: 'The report of an intrusion is never held, so that nobody can take it back.',
    figure: asks(FIGURES.abortWindow),
    remedy: 'Use 30.',
  };
  const noSwinger = {
    path: [...at, 'swingerTrips'],
    message: 'A zone may alarm again and again.',
    figure: `It is shut down after some; ${asks(FIGURES.swingerTrips)}`,
    remedy: 'Use 2.',
  };
  const fire = hazards.fire?.verify;
  return [
    ...(abortWindow === 0 ? [noAbort] : []),
    ...(swingerTrips === 0 ? [noSwinger] : []),
    ...Object.entries(modes).flatMap(([mode, own]) =>
      own !== false && own.autoStay === false ? [noAutoStay(mode, [...at, 'modes', mode, 'autoStay'])] : [],
    ),
    ...(fire !== undefined && !isKept(FIGURES.fireVerification, fire)
      ? [slowFire(fire, [...at, 'hazards', 'fire', 'verify'])]
      : []),
    ...groups.flatMap(({ withinSeconds }, group) =>
      isKept(FIGURES.confirmation, withinSeconds)
        ? []
        : [slowGroup(withinSeconds, [...at, 'groups', group, 'withinSeconds'])],
    ),
    ...zones.flatMap(({ device, whenUnavailable }, zone) =>
      whenUnavailable === 'ignore' ? [unheard(device, [...at, 'zones', zone, 'whenUnavailable'])] : [],
    ),
    ...judgeLoneMotion(partition, [...at, 'zones']),
  ];
}

function noAutoStay(mode: string, path: Finding['path']): Finding {
  return {
    path,
    message: `Mode ${mode} is armed in full although nobody left.`,
    figure: 'CP-01 asks for auto-stay, unless an exit warning sounds.',
    remedy: 'Leave the key out.',
  };
}

function slowFire(seconds: number, path: Finding['path']): Finding {
  const message = `A fire is reported only after ${seconds} s.`;
  return { path, message, figure: asks(FIGURES.fireVerification), remedy: 'Use 60 or less, or leave it out.' };
}

function slowGroup(seconds: number, path: Finding['path']): Finding {
  const message = `Zones of the group count together for ${seconds} s.`;
  return { path, message, figure: asks(FIGURES.confirmation), remedy: 'Use 60.' };
}

function unheard(device: string, path: Finding['path']): Finding {
  return {
    path,
    message: `Nobody is told when "${device}" is lost.`,
    figure: 'A lost transmitter is trouble: UL 1023, EN 50131-1.',
    remedy: 'Leave the key out.',
  };
}

/** One detector of movement, with nothing that confirms it, decides alone between an intruder and a draught. */
function judgeLoneMotion({ zones = [], groups }: PartitionSettings, path: Finding['path']): readonly Finding[] {
  const inner = zones.flatMap((zone, index) => (zone.type === 'interior' ? [{ zone, index }] : []));
  const [lone, another] = inner;
  const isConfirmed = lone?.zone.confirm !== undefined || lone?.zone.minActive !== undefined || groups.length > 0;
  if (!lone || another || isConfirmed) return [];
  return [
    {
      path: [...path, lone.index],
      message: `"${lone.zone.device}" alone makes the alarm inside, at its first movement.`,
      figure: 'A second zone or trip confirms an alarm: CP-01, cross zone; BS 8243.',
      remedy: 'Add confirm: { activations: 2, withinSeconds: 60 }, or a second detector in a group.',
    },
  ];
}

function judgeLockout(seconds: number): readonly Finding[] {
  if (isKept(FIGURES.lockout, seconds)) return [];
  const message = `Wrong codes lock for ${seconds} s.`;
  return [{ path: ['policy', 'lockout', 'seconds'], message, figure: asks(FIGURES.lockout), remedy: 'Use 90.' }];
}

/** HomeKit is judged by `homekitDisarm`, and its default is known to everyone who has it. */
function judgeOrigins({ withoutCode, disarmOnEntryOnly }: Config['policy']): readonly Finding[] {
  const onEntry = disarmOnEntryOnly.flatMap((origin, index) =>
    origin === 'homekit' ? [] : [entryOnly(origin, index)],
  );
  const always = Object.entries(withoutCode).flatMap(([origin, verbs]) => {
    const free = verbs.filter((verb) => verb === 'disarm' || verb === 'unlock');
    if (free.length === 0 || origin === 'homekit') return [];
    return [
      {
        path: ['policy', 'withoutCode', origin],
        message: `Whoever reaches ${origin} may ${free.join(' and ')} without a code.`,
        figure: 'Disarming needs an authorised user: EN 50131-1.',
        remedy: `Remove ${free.join(' and ')} here.`,
      },
    ];
  });
  return [...always, ...onEntry];
}

function entryOnly(origin: string, index: number): Finding {
  return {
    path: ['policy', 'disarmOnEntryOnly', index],
    message: `Whoever reaches ${origin} may disarm without a code while an entry delay runs.`,
    figure: 'Disarming needs an authorised user: EN 50131-1.',
    remedy: 'Remove it here.',
  };
}
