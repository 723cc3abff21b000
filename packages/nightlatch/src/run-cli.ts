import { ConfigError, NightlatchError, formatProblem } from '@nightlatch/model';
import { CommanderError } from 'commander';
import type { CliHost, ExitCode } from './cli-host.ts';
import { sayJson, tell } from './cli-host.ts';
import { buildProgram } from './program.ts';

/**
 * Runs one command line and tells how it ended. Never throws, and never ends the process itself.
 *
 * @param args Without the program's own name.
 */
export async function runCli(args: readonly string[], host: CliHost): Promise<ExitCode> {
  let exitCode: ExitCode = 0;
  const program = buildProgram(host, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return exitCode;
  } catch (error) {
    return fail(error, host, args.includes('--json'));
  }
}

function fail(error: unknown, host: CliHost, isJson: boolean): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof ConfigError) {
    for (const problem of error.problems) tell(host, formatProblem(problem));
    if (isJson) sayJson(host, { ok: false, problems: error.problems });
  } else if (error instanceof NightlatchError) {
    tell(host, error.message);
    if (isJson) sayJson(host, { ok: false, problems: [{ code: error.code, message: error.message }] });
  } else {
    tell(
      host,
      `This should not have happened: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
  }
  return 2;
}
