import { ask } from './ask.js';
import { announce, element, part } from './element.js';
import { house, keepBlock, saveBlock } from './house.js';

let show;

/** The third step: who may disarm. */
export const code = {
  id: 'code',
  async enter() {
    drawPeople();
  },
  async leave() {
    if (part('new-code').value || part('same-code').value) {
      throw new Error('The code that you typed is not added yet: press “Add this code”, or empty the field.');
    }
  },
};

/** Prepares what stands still. */
export function prepareCode(showWork) {
  show = showWork;
  part('code-form').addEventListener('submit', (event) => {
    event.preventDefault();
    void show(add);
  });
  part('new-code').addEventListener('change', () => void advise());
  for (const id of ['new-code', 'same-code']) part(id).addEventListener('input', () => matchAdvice());
  part('show-code').addEventListener('click', () =>
    showDigits(part('show-code').getAttribute('aria-pressed') !== 'true'),
  );
}

async function add() {
  const [name, first, second] = ['person', 'new-code', 'same-code'].map((id) => part(id));
  if (!name.value.trim()) return refuse(name, 'Whose code is it? Write a name.');
  if (!first.value) return refuse(first, 'Write a code of 6 digits.');
  if (first.value !== second.value) return refuse(second, 'The two codes are not the same. Type them again.');
  const body = { block: house.block, name: name.value.trim(), code: first.value, duress: part('duress').checked };
  let answer;
  try {
    answer = await ask('/codes/add', body);
  } catch (error) {
    return refuse(first, error.message);
  }
  clear();
  await take(answer);
  announce(`The code of ${body.name} is kept.`);
  part('person').focus();
}

async function take({ block, people }) {
  house.people = people;
  const isAlone = house.isSaved;
  await keepBlock(block);
  /* Somebody who only came for a code need not walk through the other steps. */
  if (isAlone) await saveBlock();
  part('code-saved').hidden = !isAlone;
  drawPeople();
}

function refuse(field, words) {
  say(words, 'problem');
  field.focus();
}

async function advise() {
  const { value } = part('new-code');
  if (value.length < 6) return say('');
  const { problem, hint } = await ask('/codes/advise', { code: value });
  say(problem ?? hint ?? '', problem ? 'problem' : 'hint');
}

function matchAdvice() {
  const [first, second] = [part('new-code').value, part('same-code').value];
  if (second.length >= first.length && second && first !== second) say('The two codes are not the same yet.', 'hint');
  else if (first && first === second && part('code-advice').dataset.kind !== 'problem') say('The same. Good.', 'good');
}

function say(words, kind = '') {
  part('code-advice').textContent = words;
  part('code-advice').dataset.kind = kind;
}

function clear() {
  part('code-form').reset();
  showDigits(false);
  say('');
}

function showDigits(isShown) {
  part('show-code').setAttribute('aria-pressed', String(isShown));
  part('show-code').textContent = isShown ? 'Hide digits' : 'Show digits';
  for (const id of ['new-code', 'same-code']) part(id).type = isShown ? 'text' : 'password';
}

function drawPeople() {
  part('people').replaceChildren(...house.people.map(person));
  part('code-form-title').textContent = house.people.length > 0 ? 'Add a person or a new code' : 'The first code';
}

function person({ name, hasCode, hasDuressCode, since }) {
  const when =
    since === undefined ? '' : `, since ${new Date(since).toLocaleDateString(undefined, { dateStyle: 'long' })}`;
  const words = [hasCode && 'A code', hasDuressCode && 'a duress code'].filter(Boolean).join(' and ');
  const button = element('button.nl-link.nl-danger', {
    type: 'button',
    text: 'Revoke',
    'aria-label': `Revoke the codes of ${name}`,
  });
  const item = element(
    'li.nl-person',
    {},
    element('i.nl-initial', { 'aria-hidden': 'true', text: name.trim().charAt(0).toUpperCase() }),
    element(
      'span',
      {},
      element('b', { text: name }),
      element('small', { text: words ? `${words}${when}` : 'No code yet' }),
    ),
    element('span.nl-actions', {}, button),
  );
  button.addEventListener('click', () => askFirst(item, name));
  return item;
}

async function revoke(name) {
  await take(await ask('/codes/remove', { block: house.block, name }));
  announce(`The codes of ${name} are revoked.`);
}

/** Nobody loses a code by a slip of the hand. */
function askFirst(item, name) {
  const yes = element('button.nl-button.nl-danger-button', { type: 'button', text: 'Revoke now' });
  const no = element('button.nl-link', { type: 'button', text: 'Keep', onclick: drawPeople });
  yes.addEventListener('click', () => void show(() => revoke(name)));
  item.querySelector('.nl-actions').replaceChildren(yes, no);
  yes.focus();
}
