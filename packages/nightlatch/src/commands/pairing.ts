import { join } from 'node:path';
import type { CliHost, CommonOptions, ExitCode } from '../cli-host.ts';
import { say, sayJson, tell } from '../cli-host.ts';
import { houseFiles, shortPath } from '../house-files.ts';
import { qrLines } from '../terminal/qr-lines.ts';

/** Shows how the Matter bridges of a house are paired, whether or not it runs. */
export async function pairing(host: CliHost, options: CommonOptions): Promise<ExitCode> {
  const { data } = houseFiles(host, options);
  const { savedPairingCodes } = await import('@nightlatch/bridge-matter/server');
  const bridges = savedPairingCodes(join(data, 'matter'));
  if (options.json) sayJson(host, { bridges });
  else bridges.forEach((codes, index) => showCodes(host, codes, index));
  if (bridges.length > 0) return 0;
  tell(
    host,
    `There is no Matter bridge in ${shortPath(host, data)}: add "bridges: { matter: {} }" and start the house.`,
  );
  return 1;
}

function showCodes(host: CliHost, { code, qr }: { code: string; qr: string }, index: number): void {
  say(host, `Matter bridge ${index + 1}: ${code}`);
  for (const line of qrLines(qr)) say(host, line);
}
