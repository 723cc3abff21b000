import { ask } from './ask.js';
import { house } from './house.js';

const LOOK_MS = 700;

const WHY = {
  'tag-known': 'This tag is known already: use another, or revoke it first.',
  'tag-invalid': 'This tag cannot be used: use another.',
};

/**
 * Has the hub learn the first tag that is held to a reader, and waits for it.
 *
 * @param {object} person Whose it will be, as the server takes it, with the reader as `device`.
 * @param {(words: string) => void} say Called while it waits.
 * @returns The server's answer once it is learned.
 * @throws Error with the words to show when it is not.
 */
export async function learnTag(person, say) {
  let answer = await ask('/codes/learn', { block: house.block, person });
  const { id } = answer.learning;
  while (answer.learning?.id === id && ['waiting', 'taken'].includes(answer.learning.state)) {
    const left = Math.max(0, Math.ceil((answer.learning.until - Date.now()) / 1000));
    say(`Hold the tag to it now. It opens nothing meanwhile. ${left} s`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    answer = await ask('/open', { block: house.block });
  }
  const { state, reason } = answer.learning ?? {};
  if (state === 'learned') return answer;
  throw new Error(
    state === 'refused' ? (WHY[reason] ?? 'The tag could not be learned: try again.') : 'No tag was read.',
  );
}
