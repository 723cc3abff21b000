import { button, element } from './element.ts';
import type { Choices, Credential, Person, Rights } from './people.ts';
import type { Say } from './rights-fields.ts';
import { rightsFields, rightsText } from './rights-fields.ts';

/** What can be done with somebody. */
export interface PersonDeeds {
  remove(name: string): void;
  revoke(id: string): void;
  setRights(name: string, rights: Rights): void;
}

/** Shows somebody: what they have, what they may, and what can be done about it. */
export function personItem(person: Person, choices: Choices, say: Say, deeds: PersonDeeds): HTMLElement {
  const { name, credentials, rights, isNamed } = person;
  const may = rights ? rightsText(rights, choices, say) : say(isNamed ? 'asConfigured' : 'mayNothing');
  const actions = element('div', { style: 'margin-top: 4px' });
  const item = element('li', {
    'data-person': name,
    style: 'padding: 8px 0; border-top: 1px solid var(--red-ui-secondary-border-color, #ddd); list-style: none',
  });
  const draw = (): void => {
    const lines = credentials.map((one) => credentialLine(one, credentials.length, say, deeds));
    if (lines.length === 0) lines.push(element('div', { text: say('noCode') }));
    item.replaceChildren(
      element('b', { text: name }),
      ...lines,
      element('div', { text: `${say('mayShort')}: ${may}`, style: 'opacity: 0.75' }),
      actions,
    );
    const about = say('about', { name });
    actions.replaceChildren();
    if (rights) {
      const word = rights.enabled ? 'suspend' : 'resume';
      actions.append(
        button(say('change'), change, { title: about }),
        ' ',
        button(say(word), () => deeds.setRights(name, { ...rights, enabled: !rights.enabled }), { title: about }),
        ' ',
      );
    }
    actions.append(button(say(credentials.length > 1 ? 'revokeAll' : 'revoke'), askFirst, { title: about }));
  };
  /* Nobody loses a code by a slip of the hand. */
  const askFirst = (): void => {
    const yes = button(say('revokeNow'), () => deeds.remove(name), {
      class: 'red-ui-button primary',
    });
    actions.replaceChildren(yes, ' ', button(say('keep'), draw));
    yes.focus();
  };
  const change = (): void => {
    const fields = rightsFields(rights ?? {}, choices, say);
    const save = button(say('save'), () => deeds.setRights(name, fields.read()));
    item.replaceChildren(element('b', { text: name }), ...fields.nodes, save, ' ', button(say('cancel'), draw));
  };
  draw();
  return item;
}

/** One code or tag: what it is and how long it is good, with its own button where there are several. */
function credentialLine(one: Credential, count: number, say: Say, deeds: PersonDeeds): HTMLElement {
  const { id, kind, duress, label, addedAt, from, until, uses, usesLeft = 0, isOver } = one;
  const parts = [
    `${say(duress ? 'kind.duress' : `kind.${kind}`)}${label === undefined ? '' : ` (${label})`}`,
    `${say('since')} ${day(addedAt)}`,
    ...(from === undefined ? [] : [`${say('from')} ${day(from)}`]),
    ...(until === undefined ? [] : [`${say('until')} ${day(until - 1)}`]),
    ...(uses === undefined ? [] : [say('usesLeft', { left: usesLeft, uses })]),
    ...(isOver ? [say('over')] : []),
  ];
  const line = element('div', {}, `${parts.join(', ')} `);
  if (count > 1) line.append(button(say('revoke'), () => deeds.revoke(id), { title: parts[0] ?? '' }));
  return line;
}

function day(at: number): string {
  return new Date(at).toLocaleDateString(undefined, { dateStyle: 'medium' });
}
