import type { Learning, LearningState, OpenCodes, Reader } from '@nightlatch/hub';
import { openCodes } from '@nightlatch/hub';
import { NightlatchError } from '@nightlatch/model';
import { readEnrolment, readSecret } from './enrolment.ts';
import { readGuestRights } from './guest-rights.ts';
import type { PeopleHouse } from './people-house.ts';
import { choicesOf } from './people-house.ts';
import type { PersonView } from './person-view.ts';
import { viewPeople } from './person-view.ts';

/** Everything that a settings page shows of the people of a house. */
export interface PeopleView {
  readonly people: readonly PersonView[];
  /** The places and modes that somebody may be let into. */
  readonly choices: ReturnType<typeof choicesOf>;
  /** Where a tag can be held to be learned. */
  readonly readers: readonly Reader[];
  /** The tag that is, or was last, to be learned. */
  readonly learning?: LearningView;
}

export interface LearningView {
  readonly id: string;
  readonly name: string;
  readonly device: string;
  readonly state: LearningState;
  readonly reason?: string;
  /** Epoch milliseconds. */
  readonly until: number;
}

/**
 * Enrols and revokes for a settings page, in the database of a home, beside its hub if that is running; what it does is in
 * force at the next code or tag. It takes what a page sent as it came, and no answer or error of it holds a code.
 */
export class PeopleDesk {
  readonly #dataDir: string;

  constructor(dataDir: string) {
    this.#dataDir = dataDir;
  }

  list(house: PeopleHouse): Promise<readonly PersonView[]> {
    return this.#with((codes) => viewPeople(house, codes.list(), codes.people()));
  }

  view(house: PeopleHouse): Promise<PeopleView> {
    return this.#with((codes) => {
      const learning = codes.learning.newest();
      return {
        people: viewPeople(house, codes.list(), codes.people()),
        choices: choicesOf(house),
        readers: codes.readers(),
        ...(learning ? { learning: viewLearning(learning) } : {}),
      };
    });
  }

  /**
   * Has the hub learn the first tag that is held to `device` within a minute; `view` tells what became of it.
   *
   * @throws NightlatchError `hub-away` where no hub would read it, `reader-unknown`, `learning-busy`; else as `add`.
   */
  learn(written: Readonly<Record<string, unknown>>, house: PeopleHouse): Promise<LearningView> {
    const { name, options, rights } = readEnrolment({ ...written, kind: 'tag' }, house);
    return this.#with((codes) => {
      if (!codes.isHubRunning())
        throw new NightlatchError('hub-away', 'The hub does not run, and nobody would read the tag: start it first.');
      const reader = codes.readers().find(({ device }) => device === written['device']);
      if (!reader)
        throw new NightlatchError('reader-unknown', 'Choose the reader, keypad or lock that the tag is held to.');
      const { kind: _kind, duress: _duress, ...limits } = options;
      const newcomer = isKnown(codes, name, house) ? {} : { rights };
      return viewLearning(codes.learning.begin({ user: name, device: reader.device, limits, ...newcomer }));
    });
  }

  /** No longer waits for a tag. */
  stopLearning(id: string): Promise<void> {
    return this.#with(({ learning }) => {
      if (learning.newest()?.state === 'waiting') learning.end(id, 'over');
    });
  }

  /**
   * Enrols a code or tag, and lets its holder in if nobody has yet.
   *
   * @throws NightlatchError with words for the person at the page; `code-taken` does not say whose it is.
   */
  add(written: Readonly<Record<string, unknown>>, house: PeopleHouse): Promise<void> {
    const { name, options, rights } = readEnrolment(written, house);
    const secret = readSecret(written);
    return this.#with(async (codes) => {
      await codes.add(name, secret, options);
      if (!isKnown(codes, name, house)) codes.putPerson({ name, ...rights });
    });
  }

  /** Changes what a guest may do, where and when. @throws NightlatchError `named` for whom the configuration names. */
  setRights(name: string, written: unknown, house: PeopleHouse): Promise<void> {
    if (house.named.includes(name))
      throw new NightlatchError('named', `The configuration says what ${name} may do: change it there, under users.`);
    const rights = readGuestRights(name, written, house);
    return this.#with((codes) => {
      const isGone = !isKnown(codes, name, house) && !codes.list().some(({ user }) => user === name);
      if (isGone) throw new NightlatchError('unknown-user', `Nobody is called ${name} any more.`);
      codes.putPerson({ name, ...rights });
    });
  }

  /** Revokes every code and tag of somebody, and takes them out. @returns Whether there was anything to revoke. */
  remove(name: string): Promise<boolean> {
    return this.#with((codes) => codes.removePerson(name));
  }

  /** Revokes one code or tag. @returns Whether there was one. */
  revoke(id: string): Promise<boolean> {
    return this.#with((codes) => codes.revoke(id));
  }

  async #with<T>(work: (codes: OpenCodes) => T | Promise<T>): Promise<T> {
    const codes = openCodes(this.#dataDir);
    try {
      return await work(codes);
    } finally {
      codes.close();
    }
  }
}

/** Whether somebody has what they may do already. */
function isKnown(codes: OpenCodes, name: string, { named }: PeopleHouse): boolean {
  return named.includes(name) || codes.people().some((person) => person.name === name);
}

function viewLearning({ id, user, device, state, reason, until }: Learning): LearningView {
  return { id, name: user, device, state, until, ...(reason === undefined ? {} : { reason }) };
}
