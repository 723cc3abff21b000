import { ask } from './ask.js';
import { announce, element, part } from './element.js';
import { house, keepBlock, saveBlock } from './house.js';
import { learnTag } from './learn-tag.js';
import { drawPeople, preparePeople } from './people-list.js';
import { rightsEditor } from './rights-editor.js';

let show;
/** The fields of what a newcomer may do. */
let rights;

/** The third step: who may disarm. */
export const code = {
  id: 'code',
  async enter() {
    clear();
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
  preparePeople({ show, take });
  part('code-form').addEventListener('submit', (event) => {
    event.preventDefault();
    void show(add);
  });
  part('learn-tag').addEventListener('click', () => void show(learn));
  for (const id of ['kind', 'often', 'person']) part(id).addEventListener('input', drawForm);
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
  const person = personOf({ code: isTag ? tag.value.trim() : first.value });
  let answer;
  try {
    answer = await ask('/codes/add', { block: house.block, person });
  } catch (error) {
    return refuse(isTag ? tag : first, error.message);
  }
  clear();
  await take(answer);
  announce(`The ${person.kind} of ${person.name} is kept.`);
  part('person').focus();
}

/** Has the running hub learn a tag, in place of its number. */
async function learn() {
  const name = part('person');
  if (!name.value.trim()) return refuse(name, 'Whose is it? Write a name.');
  let answer;
  try {
    answer = await learnTag(personOf({ device: part('tag-at').value }), (words) => say(words, 'hint'));
  } catch (error) {
    return refuse(part('learn-tag'), error.message);
  }
  const who = name.value.trim();
  clear();
  await take(answer);
  announce(`The tag of ${who} is learned.`);
}

/** Whose it is to be and how it is limited, as the form says, with the code or where the tag is held to. */
function personOf(secret) {
  const isTag = part('kind').value === 'tag';
  return {
    name: part('person').value.trim(),
    kind: part('kind').value,
    label: part('label').value,
    duress: !isTag && part('duress').checked,
    ...usesOf(part('often').value),
    from: part('from').value,
    until: part('until').value,
    ...(isNew() ? { rights: rights.read() } : {}),
    ...secret,
  };
}

function usesOf(often) {
  if (often === 'always') return {};
  return { uses: often === 'once' ? 1 : Number(part('times').value) };
}

/** Somebody whom the house knows has what they may do already. */
const isNew = () => !house.people.some(({ name }) => name === part('person').value.trim());

/** Shows the fields that belong to what was chosen. */
function drawForm() {
  const isTag = part('kind').value === 'tag';
  for (const field of document.querySelectorAll('[data-code-field]')) field.hidden = isTag;
  part('tag-field').hidden = !isTag;
  part('learn-field').hidden = !isTag || house.readers.length === 0;
  part('show-code').hidden = isTag;
  part('duress-field').hidden = isTag;
  part('times-field').hidden = part('often').value !== 'times';
  part('new-rights').hidden = !isNew();
  part('add-code').textContent = isTag ? 'Add this tag' : 'Add this code';
}

async function take({ block, people, choices, readers }) {
  Object.assign(house, { people, choices, readers });
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
  part('new-rights').open = false;
  rights = rightsEditor({}, house.choices);
  part('new-rights-fields').replaceChildren(...rights.nodes);
  const readers = house.readers.map(({ device, name }) => element('option', { value: device, text: name }));
  part('tag-at').replaceChildren(...readers);
  drawForm();
  showDigits(false);
  say('');
}

function showDigits(isShown) {
  part('show-code').setAttribute('aria-pressed', String(isShown));
  part('show-code').textContent = isShown ? 'Hide digits' : 'Show digits';
  for (const id of ['new-code', 'same-code']) part(id).type = isShown ? 'text' : 'password';
}
