/** The signals at which Node-RED stops its flows and ends. @see node-red/red.js */
const SIGNALS: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGUSR2', 'SIGBREAK'];

let isEnding = false;
let isWatched = false;

/**
 * Tells whether Node-RED is about to end, rather than to deploy: both close every node in the same way.
 *
 * The first call begins to watch. Ours is told before Node-RED's own handlers, which then close the nodes.
 */
export function isProcessEnding(): boolean {
  if (!isWatched) {
    isWatched = true;
    for (const signal of SIGNALS) {
      process.prependListener(signal, () => {
        isEnding = true;
      });
    }
  }
  return isEnding;
}
