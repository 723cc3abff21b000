/**
 * Installs what is missing, says what it does, and is silent when there is nothing to do.
 *
 *     node scripts/setup.mjs [--build] [--hosts] [--system]
 *
 * Plain JavaScript without dependencies: it runs first, on any Node from 20 on.
 */
import { ensureBuild } from './setup/build.mjs';
import { ensureHosts, ensurePackages } from './setup/packages.mjs';
import { ensureSystem } from './setup/system.mjs';

try {
  await ensurePackages();
  if (process.argv.includes('--build')) await ensureBuild();
  if (process.argv.includes('--hosts')) await ensureHosts();
  if (process.argv.includes('--system')) await ensureSystem();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
