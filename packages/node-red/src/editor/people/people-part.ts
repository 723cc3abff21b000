import { element } from './element.ts';
import { enrolForm } from './enrol-form.ts';
import type { People } from './people.ts';
import { Refused, askPeople } from './people.ts';
import { personItem } from './person-item.ts';
import type { Say } from './rights-fields.ts';

/**
 * Shows the people of a home that this Node-RED hosts, and lets them be enrolled and revoked. What is done here is done at
 * once: neither Done nor a deploy has a part in it, and no code comes near the node.
 *
 * @param home Id of the configuration node.
 */
export async function preparePeople(place: HTMLElement, home: string, say: Say): Promise<void> {
  place.replaceChildren();
  const news = element('div', { class: 'form-tips', role: 'status', 'aria-live': 'polite', style: 'display: none' });
  const list = element('ul', { style: 'margin: 0 0 10px; padding: 0', 'aria-label': say('title') });
  const form = element('div');
  const tell = (words: string): void => {
    news.textContent = words;
    news.style.display = words === '' ? 'none' : '';
    if (words !== '') news.scrollIntoView({ block: 'nearest' });
  };
  const show = async (ask: () => Promise<People>, done: string): Promise<void> => {
    try {
      draw(await ask());
      tell(done);
    } catch (error) {
      tell(error instanceof Refused ? refusal(error, say) : String(error));
    }
  };
  const run = (request?: object, done = ''): Promise<void> => show(() => askPeople(home, request), done);
  const deeds = {
    remove: (name: string) => void run({ do: 'remove', name }, say('done.removed', { name })),
    revoke: (id: string) => void run({ do: 'revoke', id }, say('done.revoked')),
    setRights: (name: string, rights: object) =>
      void run({ do: 'rights', name, rights }, say('done.changed', { name })),
  };
  const draw = (told: People): void => {
    const { people, choices } = told;
    list.replaceChildren(...people.map((person) => personItem(person, choices, say, deeds)));
    const add = (person: { readonly name: string }): void =>
      void run({ do: 'add', person }, say('done.added', { name: person.name }));
    const learn = (person: { readonly name: string }): void =>
      void show(() => learnTag(home, person, { say, tell }), say('done.added', { name: person.name }));
    form.replaceChildren(enrolForm(told, say, { add, learn, tell }));
  };
  place.append(list, form, news);
  await run();
}

const LOOK_MS = 700;

/** Has the hub learn the first tag that is held to a reader, and waits for it. @throws Refused */
async function learnTag(
  home: string,
  person: object,
  { say, tell }: { readonly say: Say; readonly tell: (words: string) => void },
): Promise<People> {
  let told = await askPeople(home, { do: 'learn', person });
  const id = told.learning?.id;
  while (told.learning?.id === id && (told.learning?.state === 'waiting' || told.learning?.state === 'taken')) {
    const seconds = Math.max(0, Math.ceil((told.learning.until - Date.now()) / 1000));
    tell(say('learnHold', { seconds }));
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    told = await askPeople(home);
  }
  if (told.learning?.state === 'learned') return told;
  throw new Refused(told.learning?.reason ?? 'no-tag', 'No tag was read.');
}

/** Our own words for a refusal, or those that it came with. */
function refusal({ code, message }: Refused, say: Say): string {
  const words = say(`problem.${code}`);
  return words.endsWith(`problem.${code}`) ? message : words;
}
