/**
 * Loaded into Node-RED before it starts (`--import`): every home that its flows join has the mock cameras of
 * `remote-with-cameras.ts`, as it would have real ones behind a media hub.
 */
import { registerHooks } from 'node:module';

const REAL = '@nightlatch/link/client';
const OURS = new URL('remote-with-cameras.ts', import.meta.url).href;

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === REAL && context.parentURL !== OURS ? { url: OURS, shortCircuit: true } : next(specifier, context),
});
