import type { Health } from '@nightlatch/model';
import { durationText } from '@nightlatch/model';
import type { Diagnosis } from './diagnosis.ts';
import { doubtful, well } from './diagnosis.ts';

/** What things are called, and how instants are written. */
export interface Naming {
  readonly device: (id: string) => string;
  readonly zone: (id: string) => string;
  readonly instant: (at: number) => string;
}

/** Puts the health of a house into diagnoses, each with what to do. */
export function healthDiagnoses(health: Health, naming: Naming): readonly Diagnosis[] {
  return [
    devicesDiagnosis(health, naming),
    ...batteryDiagnoses(health, naming),
    ...otherTroubles(health, naming),
    selfTestDiagnosis(health, naming),
    walkTestDiagnosis(health, naming),
    ...(health.blind ? [blindDiagnosis(health.blind, naming)] : []),
  ];
}

function devicesDiagnosis({ devices: { total, late, lost } }: Health, { device }: Naming): Diagnosis {
  if (total === 0) return doubtful('Devices', 'none is known', 'Add a source, and pair its devices.');
  const parts = [
    ...(lost.length > 0 ? [`cannot be reached: ${lost.map(device).join(', ')}`] : []),
    ...(late.length > 0 ? [`not heard of in their time: ${late.map(device).join(', ')}`] : []),
  ];
  if (parts.length === 0) return well('Devices', `all ${total} are there`);
  return doubtful('Devices', `of ${total}, ${parts.join('; ')}`, 'Check their batteries and the way to their source.');
}

function batteryDiagnoses({ devices: { lowBattery, tampered } }: Health, { device }: Naming): readonly Diagnosis[] {
  const low = doubtful('Batteries', `low: ${lowBattery.map(device).join(', ')}`, 'Change them.');
  const open = doubtful('Tampering', tampered.map(device).join(', '), 'Look at them, and close their housings.');
  return [...(lowBattery.length > 0 ? [low] : []), ...(tampered.length > 0 ? [open] : [])];
}

/** Troubles that are told nowhere else here. */
function otherTroubles({ troubles }: Health, { device, instant }: Naming): readonly Diagnosis[] {
  const told = ['overdue', 'unavailable', 'low-battery', 'tamper', 'self-test'];
  return troubles
    .filter(({ kind, device: of }) => !told.includes(kind) || (kind === 'unavailable' && of?.includes('/') !== true))
    .map(({ kind, device: of, since }) =>
      doubtful(
        'Trouble',
        `${kind}${of === undefined ? '' : ` of ${device(of)}`} since ${instant(since)}`,
        REMEDY[kind] ?? 'See the log of the hub.',
      ),
    );
}

const REMEDY: Readonly<Partial<Record<string, string>>> = {
  clock: 'Set the clock, let it follow a time server, and acknowledge.',
  jamming: 'Look for what transmits nearby, and whether the source’s antenna is in place.',
  unavailable: 'Start the source’s broker, or check its address.',
  blind: 'Wait until the house has settled, then look at the zones that are still silent.',
};

function selfTestDiagnosis({ selfTest }: Health, { instant }: Naming): Diagnosis {
  if (!selfTest) return well('Self-test', 'none yet: one runs each day while the hub does');
  const at = instant(selfTest.at);
  if (selfTest.failures.length === 0) return well('Self-test', `found nothing at ${at}`);
  return doubtful('Self-test', `at ${at}: ${selfTest.failures.join(' ').replace(/\.$/, '')}`, 'Mend what it names.');
}

/** A walk test that is due is a reminder and no fault. */
function walkTestDiagnosis({ untested, walkTestAt }: Health, { zone, instant }: Naming): Diagnosis {
  const last = walkTestAt === undefined ? 'none yet' : `last at ${instant(walkTestAt)}`;
  if (untested.length === 0) return well('Walk test', `${last}, no zone is due`);
  return well('Walk test', `${last}; due: ${untested.map(zone).join(', ')}`);
}

function blindDiagnosis({ from, to }: { from: number; to: number }, { instant }: Naming): Diagnosis {
  return well('Blind', `last for ${durationText(to - from)}, until ${instant(to)}`);
}
