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
    if (part('new-code').value || part('same-code').value || part('new-tag').value) {
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
  for (const id of ['kind', 'lasting']) part(id).addEventListener('change', drawForm);
  part('new-code').addEventListener('change', () => void advise());
  for (const id of ['new-code', 'same-code']) part(id).addEventListener('input', () => matchAdvice());
  part('show-code').addEventListener('click', () =>
    showDigits(part('show-code').getAttribute('aria-pressed') !== 'true'),
  );
}

async function add() {
  const [name, first, second, tag] = ['person', 'new-code', 'same-code', 'new-tag'].map((id) => part(id));
  const isTag = part('kind').value === 'tag';
  if (!name.value.trim()) return refuse(name, 'Whose is it? Write a name.');
  if (isTag && !tag.value.trim()) return refuse(tag, 'Write the number of the tag.');
  if (!isTag && !first.value) return refuse(first, 'Write a code of 6 digits.');
  if (!isTag && first.value !== second.value) return refuse(second, 'The two codes are not the same. Type them again.');
  const lasting = part('lasting').value;
  if (lasting === 'until' && !part('until').value) return refuse(part('until'), 'Choose the last day.');
  const body = {
    block: house.block,
    name: name.value.trim(),
    kind: part('kind').value,
    code: isTag ? tag.value.trim() : first.value,
    duress: part('duress').checked,
    rights: part('rights').value,
    once: lasting === 'once',
    ...(lasting === 'until' ? { until: endOf(part('until').value) } : {}),
  };
  let answer;
  try {
    answer = await ask('/codes/add', body);
  } catch (error) {
    return refuse(isTag ? tag : first, error.message);
  }
  clear();
  await take(answer);
  announce(`The ${body.kind} of ${body.name} is kept.`);
  part('person').focus();
}

/** The first moment after a day, on the clock of whoever looks at the page. */
function endOf(day) {
  const [year, month, date] = day.split('-').map(Number);
  return new Date(year, month - 1, date + 1).getTime();
}

/** Shows the fields that belong to what was chosen. */
function drawForm() {
  const isTag = part('kind').value === 'tag';
  for (const field of document.querySelectorAll('[data-code-field]')) field.hidden = isTag;
  part('tag-field').hidden = !isTag;
  part('show-code').hidden = isTag;
  part('until-field').hidden = part('lasting').value !== 'until';
  part('add-code').textContent = isTag ? 'Add this tag' : 'Add this code';
}

async function take({ block, people }) {
  house.people = people;
  const isAlone = house.isSaved;
  await keepBlock(block);
  /* Somebody who only came for a code need not walk through the other steps. */
  if (isAlone && !house.isSaved) await saveBlock();
  part('code-saved').hidden = false;
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
  drawForm();
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
  part('code-form-title').textContent = house.people.length > 0 ? 'Add a person, a code or a tag' : 'The first code';
}

function person({ name, credentials, can }) {
  const button = element('button.nl-link.nl-danger', {
    type: 'button',
    text: credentials.length > 1 ? 'Revoke all' : 'Revoke',
    'aria-label': `Revoke the codes of ${name}`,
  });
  const lines =
    credentials.length > 0 ? credentials.map((one) => credential(one, name, credentials.length)) : ['No code yet'];
  const rights = can ? [element('small', { text: `May: ${can.join(', ')}` })] : [];
  const item = element(
    'li.nl-person',
    {},
    element('i.nl-initial', { 'aria-hidden': 'true', text: name.trim().charAt(0).toUpperCase() }),
    element('span', {}, element('b', { text: name }), ...lines.map((line) => element('small', {}, line)), ...rights),
    element('span.nl-actions', {}, button),
  );
  button.addEventListener('click', () => askFirst(item, () => revoke(name)));
  return item;
}

/** One code or tag: what it is and how long it is good, with its own button where there are several. */
function credential({ id, kind, duress, label, addedAt, until, uses }, name, count) {
  const what = `${duress ? 'A duress ' : 'A '}${kind}${label ? ` (${label})` : ''}`;
  const limits = [
    `since ${day(addedAt)}`,
    until === undefined ? undefined : `until ${day(until - 1)}`,
    uses === undefined ? undefined : uses === 1 ? 'once' : `${uses} times`,
  ].filter(Boolean);
  const line = element('span', { text: `${what}, ${limits.join(', ')} ` });
  if (count < 2) return line;
  const button = element('button.nl-link.nl-danger', {
    type: 'button',
    text: 'Revoke',
    'aria-label': `Revoke this ${duress ? 'duress ' : ''}${kind} of ${name}`,
  });
  button.addEventListener('click', () => void show(() => revokeOne(id, name)));
  line.append(button);
  return line;
}

const day = (at) => new Date(at).toLocaleDateString(undefined, { dateStyle: 'long' });

async function revokeOne(id, name) {
  await take(await ask('/codes/revoke', { block: house.block, id }));
  announce(`One of the codes of ${name} is revoked.`);
}

async function revoke(name) {
  await take(await ask('/codes/remove', { block: house.block, name }));
  announce(`The codes of ${name} are revoked.`);
}

/** Nobody loses a code by a slip of the hand. */
function askFirst(item, work) {
  const yes = element('button.nl-button.nl-danger-button', { type: 'button', text: 'Revoke now' });
  const no = element('button.nl-link', { type: 'button', text: 'Keep', onclick: drawPeople });
  yes.addEventListener('click', () => void show(work));
  item.querySelector('.nl-actions').replaceChildren(yes, no);
  yes.focus();
}
