import { ask } from './ask.js';
import { announce, element, part } from './element.js';
import { house } from './house.js';
import { rightsEditor, rightsText } from './rights-editor.js';

let show;
let take;

/** Prepares the list of people. @param tools How to run what may be refused, and what to do with its answer. */
export function preparePeople(tools) {
  ({ show, take } = tools);
}

/** Draws everybody who is named, let in, or has a code. */
export function drawPeople() {
  part('people').replaceChildren(...house.people.map(person));
  part('code-form-title').textContent = house.people.length > 0 ? 'Add a person, a code or a tag' : 'The first code';
}

function person({ name, credentials, rights, isNamed }) {
  const lines =
    credentials.length > 0 ? credentials.map((one) => credential(one, name, credentials.length)) : ['No code yet'];
  const may = rights ? rightsText(rights, house.choices) : isNamed ? 'As the configuration says' : 'Nothing any more';
  const actions = element('span.nl-actions');
  const item = element(
    'li.nl-person',
    { 'data-person': name },
    element('i.nl-initial', { 'aria-hidden': 'true', text: name.trim().charAt(0).toUpperCase() }),
    element(
      'span',
      {},
      element('b', { text: name }),
      ...lines.map((line) => element('small', {}, line)),
      element('small', { text: `May: ${may}` }),
    ),
    actions,
  );
  if (rights) {
    actions.append(
      button('Change', `Change what ${name} may do`, () => change(item, name, rights)),
      button(rights.enabled ? 'Suspend' : 'Resume', `${rights.enabled ? 'Suspend' : 'Resume'} ${name}`, () =>
        show(() => setRights(name, { ...rights, enabled: !rights.enabled })),
      ),
    );
  }
  const all = button(credentials.length > 1 ? 'Revoke all' : 'Revoke', `Revoke the codes of ${name}`, () =>
    askFirst(item, () => revoke(name)),
  );
  all.classList.add('nl-danger');
  actions.append(all);
  return item;
}

function button(text, label, onclick) {
  return element('button.nl-link', { type: 'button', text, 'aria-label': label, onclick });
}

/** One code or tag: what it is and how long it is good, with its own button where there are several. */
function credential({ id, kind, duress, label, addedAt, from, until, uses, usesLeft, isOver }, name, count) {
  const what = `${duress ? 'A duress ' : 'A '}${kind === 'slot' ? 'code in a lock' : kind}${label ? ` (${label})` : ''}`;
  const limits = [
    `since ${day(addedAt)}`,
    from === undefined ? undefined : `from ${day(from)}`,
    until === undefined ? undefined : `until ${day(until - 1)}`,
    uses === undefined ? undefined : usesText(uses, usesLeft),
  ].filter(Boolean);
  const line = element('span', { text: `${what}, ${limits.join(', ')} ` });
  if (isOver) line.append(element('em.nl-over', { text: usesLeft === 0 ? 'Used up' : 'Over' }));
  if (count < 2) return line;
  const one = button('Revoke', `Revoke this ${duress ? 'duress ' : ''}${kind} of ${name}`, () =>
    show(() => revokeOne(id, name)),
  );
  one.classList.add('nl-danger');
  line.append(one);
  return line;
}

const usesText = (uses, left) =>
  uses === 1 ? `once${left === 0 ? '' : ', not used yet'}` : `${left} of ${uses} uses left`;
const day = (at) => new Date(at).toLocaleDateString(undefined, { dateStyle: 'long' });

/** Opens what somebody may do in place of them. */
function change(item, name, rights) {
  const editor = rightsEditor(rights, house.choices);
  const keep = element('button.btn.btn-primary.nl-button', { type: 'submit', text: 'Keep' });
  const cancel = element('button.nl-link', { type: 'button', text: 'Cancel', onclick: drawPeople });
  const form = element(
    'form.nl-form.nl-change',
    { 'aria-label': `What ${name} may do` },
    element('h3', { text: `What ${name} may do` }),
    ...editor.nodes,
    element('div.nl-row.nl-wide', {}, keep, cancel),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void show(() => setRights(name, editor.read()));
  });
  item.replaceChildren(form);
  form.querySelector('select').focus();
}

async function setRights(name, rights) {
  await take(await ask('/codes/rights', { block: house.block, name, rights }));
  announce(`What ${name} may do is changed.`);
}

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
