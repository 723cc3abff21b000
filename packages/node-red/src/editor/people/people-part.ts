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
  const run = async (request?: object, done = ''): Promise<void> => {
    try {
      draw(await askPeople(home, request));
      tell(done);
    } catch (error) {
      tell(error instanceof Refused ? refusal(error, say) : String(error));
    }
  };
  const deeds = {
    remove: (name: string) => void run({ do: 'remove', name }, say('done.removed', { name })),
    revoke: (id: string) => void run({ do: 'revoke', id }, say('done.revoked')),
    setRights: (name: string, rights: object) =>
      void run({ do: 'rights', name, rights }, say('done.changed', { name })),
  };
  const draw = ({ people, choices }: People): void => {
    list.replaceChildren(...people.map((person) => personItem(person, choices, say, deeds)));
    const add = (person: { readonly name: string }): void =>
      void run({ do: 'add', person }, say('done.added', { name: person.name }));
    form.replaceChildren(enrolForm({ people, choices }, say, { add, tell }));
  };
  place.append(list, form, news);
  await run();
}

/** Our own words for a refusal, or those that it came with. */
function refusal({ code, message }: Refused, say: Say): string {
  const words = say(`problem.${code}`);
  return words.endsWith(`problem.${code}`) ? message : words;
}
