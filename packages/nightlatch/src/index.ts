export { runCli } from './run-cli.ts';
export type { CliHost } from './cli-host.ts';
