import type { Config } from '@nightlatch/assembly';
import type { EnrolledCode, Finding } from './finding.ts';

const FIGURE = 'A silent alarm helps when someone receives it.';
const REMEDY = 'Do not rely on it: this release recognises silent alarms and reports them to nobody.';

/** Finds silent alarms: they are recognised and journalled, and reach nobody until there is reporting. */
export function silenceFindings({ partitions, users }: Config, enrolled: readonly EnrolledCode[]): readonly Finding[] {
  const panics = partitions.flatMap(({ zones = [] }, partition) =>
    zones.flatMap(({ type, device }, zone) =>
      type === 'silent-panic'
        ? [finding(['partitions', partition, 'zones', zone, 'type'], `A silent panic at "${device}"`)]
        : [],
    ),
  );
  const codes = users.flatMap(({ name, duress }, user) => {
    const hasCode = duress !== undefined || enrolled.some((code) => code.duress && code.user === name);
    return hasCode ? [finding(['users', user], `The duress code of ${name}`)] : [];
  });
  return [...panics, ...codes];
}

function finding(path: Finding['path'], what: string): Finding {
  return { path, message: `${what} reaches nobody.`, figure: FIGURE, remedy: REMEDY };
}
