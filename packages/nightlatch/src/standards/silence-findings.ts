import type { Config } from '@nightlatch/assembly';
import type { EnrolledCode, Finding } from './finding.ts';

const REACHES = {
  figure: 'A silent alarm helps when someone receives it.',
  remedy: 'Name who is told: silent: [{ type: webhook, url: "https://…" }].',
};
const IN_CLEAR = {
  figure: 'Messages are protected against reading on the way: EN 50131-1, grade 3.',
  remedy: 'Use https or mqtts: whoever reads the network would learn of the call for help.',
};
const LOCAL = /^[a-z]+:\/\/(127\.|localhost\b|\[::1\])/;

/** Finds silent alarms that reach nobody, and sinks whose messages anyone on the way can read. */
export function silenceFindings(config: Config, enrolled: readonly EnrolledCode[]): readonly Finding[] {
  return config.silent.length === 0 ? unheard(config, enrolled) : config.silent.flatMap(judgeSink);
}

function unheard({ partitions, users }: Config, enrolled: readonly EnrolledCode[]): readonly Finding[] {
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
  const guests = enrolled.filter((code) => code.duress && !users.some(({ name }) => name === code.user));
  return [...panics, ...codes, ...guests.map(({ user }) => finding(['silent'], `The duress code of ${user}`))];
}

function judgeSink(sink: Config['silent'][number], index: number): readonly Finding[] {
  const [key, address] = sink.type === 'webhook' ? ['url', sink.url] : ['broker', sink.broker];
  if (/^(https|mqtts):/.test(address) || LOCAL.test(address)) return [];
  return [{ path: ['silent', index, key], message: 'Silent alarms go out in clear.', ...IN_CLEAR }];
}

function finding(path: Finding['path'], what: string): Finding {
  return { path, message: `${what} reaches nobody.`, ...REACHES };
}
