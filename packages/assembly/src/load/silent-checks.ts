import type { CheckedConfig } from './cross-checks.ts';
import type { FoundProblem } from './explain-issue.ts';

/** Finds silent alarms that would be told where the house is read: on the broker of its link or of its devices. */
export function checkSilent({ silent, link, sources }: CheckedConfig): readonly FoundProblem[] {
  const own = [
    ...(link?.role === 'host' && link.broker !== 'embedded' ? [link.broker] : []),
    ...(link?.role === 'host' && link.broker === 'embedded' ? [`mqtt://127.0.0.1:${link.port}`] : []),
    ...sources.flatMap((source) => ('broker' in source ? [source.broker] : [])),
  ].map(addressOf);
  return silent.flatMap((sink, index) => {
    if (sink.type !== 'mqtt' || !own.includes(addressOf(sink.broker))) return [];
    return [
      {
        path: ['silent', index, 'broker'],
        message: `${sink.broker} is a broker that the house itself uses: a silent alarm could be read there.`,
        remedy: 'Use a broker that nobody in the house reads, or a webhook.',
      },
    ];
  });
}

/** Host and port, however they are written. */
function addressOf(broker: string): string {
  const { protocol, hostname, port } = new URL(broker);
  const host = hostname.toLowerCase() === 'localhost' ? '127.0.0.1' : hostname.toLowerCase();
  return `${host}:${port || (protocol === 'mqtts:' ? '8883' : '1883')}`;
}
