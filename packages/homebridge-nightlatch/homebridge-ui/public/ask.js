/** What the server refused, in words for people. */
export class Refused extends Error {}

/**
 * Asks the plugin's own process.
 *
 * @returns What it answers.
 * @throws Refused with the words to show.
 */
export async function ask(path, body = {}) {
  let answer;
  try {
    answer = await window.homebridge.request(path, body);
  } catch {
    throw new Refused('The plugin does not answer. Close this window and open it again.');
  }
  if (!answer?.ok) throw new Refused(answer?.problem ?? 'The plugin gave no answer. Close this window and try again.');
  return answer;
}
