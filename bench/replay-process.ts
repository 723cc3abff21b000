/** The command line in a process of its own, as it is published. Arguments: those of `nightlatch`. */
import { runCli } from 'nightlatch';

process.exitCode = await runCli(process.argv.slice(2), process);
