import { button, element, row, select } from './element.ts';
import type { People } from './people.ts';
import type { Say } from './rights-fields.ts';
import { dayField, rightsFields } from './rights-fields.ts';

/** What somebody is to have, as the runtime takes it. */
interface Enrolled {
  readonly name: string;
  readonly [key: string]: unknown;
}

export interface EnrolDeeds {
  readonly add: (person: Enrolled) => void;
  /** As `add`, with the place that the tag is held to as `device`. */
  readonly learn: (person: Enrolled) => void;
  /** Says why nothing was asked for. */
  readonly tell: (problem: string) => void;
}

/** Builds the form by which a person, a code or a tag is added. */
export function enrolForm(told: People, say: Say, { add, learn, tell }: EnrolDeeds): HTMLElement {
  const { people, choices } = told;
  const name = element('input', { type: 'text', maxlength: 64, autocomplete: 'off' });
  const what = secretFields(told, say, (secret) => learn(personOf(secret)));
  const limits = limitFields(say);
  const rights = rightsFields({}, choices, say);
  const newcomer = element('div', {}, ...rights.nodes);
  /* Somebody whom the house knows has what they may do already. */
  const isNew = (): boolean => !people.some((person) => person.name === name.value.trim());
  name.addEventListener('input', () => show(newcomer, isNew()));
  const personOf = (secret: object): Enrolled => {
    const may = isNew() ? { rights: rights.read() } : {};
    return { name: name.value.trim(), ...secret, ...limits.read(), ...may };
  };
  const submit = (): void => {
    const secret = what.read();
    if (secret === undefined) return tell(say('problem.codes-differ'));
    add(personOf(secret));
  };
  return element(
    'div',
    { role: 'group', 'aria-label': say('add') },
    element('h4', { text: say('add') }),
    row(say('name'), name),
    ...what.nodes,
    ...limits.nodes,
    newcomer,
    element('div', { class: 'form-row' }, button(say('addNow'), submit)),
  );
}

/** The code, typed twice, or the number of a tag. Nothing is read where the two codes differ. */
function secretFields({ readers }: People, say: Say, learn: (secret: object) => void) {
  const kinds = ['code', 'tag'].map((kind) => [kind, say(`kind.${kind}`)] as const);
  const kind = select(kinds, 'code');
  const [first, second] = [0, 1].map(() =>
    element('input', { type: 'password', inputmode: 'numeric', maxlength: 12, autocomplete: 'new-password' }),
  ) as [HTMLInputElement, HTMLInputElement];
  const tag = element('input', { type: 'text', maxlength: 64, autocomplete: 'off', spellcheck: 'false' });
  const label = element('input', { type: 'text', maxlength: 64, autocomplete: 'off' });
  const duress = element('input', { type: 'checkbox', style: 'width: auto; margin: 0 6px 2px 0' });
  const duressRow = element(
    'div',
    { class: 'form-row' },
    element('label', { style: 'width: auto' }, duress, say('duress')),
  );
  const ofCodes = [row(say('code'), first), row(say('again'), second), duressRow];
  const at = select(
    readers.map(({ device, name }) => [device, name] as const),
    readers[0]?.device ?? '',
  );
  const held = (): void => learn({ kind: 'tag', device: at.value, label: label.value });
  const learning = [row(say('learnAt'), at), element('div', { class: 'form-row' }, button(say('learn'), held))];
  const ofTags = element('div', {}, row(say('tag'), tag), ...(readers.length > 0 ? learning : []));
  const fit = (): void => {
    for (const part of ofCodes) show(part, kind.value === 'code');
    show(ofTags, kind.value === 'tag');
  };
  kind.addEventListener('change', fit);
  fit();
  return {
    nodes: [row(say('kindLabel'), kind), ...ofCodes, ofTags, row(say('label'), label)],
    read: () => {
      if (kind.value === 'tag') return { kind: 'tag', code: tag.value.trim(), label: label.value };
      if (first.value !== second.value) return undefined;
      return { kind: 'code', code: first.value, label: label.value, duress: duress.checked };
    },
  };
}

/** How often, and between which days, it is good. */
function limitFields(say: Say) {
  const words = ['always', 'once', 'times'].map((word) => [word, say(`often.${word}`)] as const);
  const often = select(words, 'always');
  const times = element('input', { type: 'number', min: 1, max: 1000, value: '5' });
  const timesRow = row(say('times'), times);
  const from = dayField(say('firstDay'), undefined, false);
  const until = dayField(say('lastDay'), undefined, true);
  const fit = (): void => show(timesRow, often.value === 'times');
  often.addEventListener('change', fit);
  fit();
  return {
    nodes: [row(say('oftenLabel'), often), timesRow, from.node, until.node],
    read: () => ({
      ...(often.value === 'always' ? {} : { uses: often.value === 'once' ? 1 : Number(times.value) }),
      from: from.read(),
      until: until.read(),
    }),
  };
}

function show(part: HTMLElement, isShown: boolean): void {
  part.style.display = isShown ? '' : 'none';
}
