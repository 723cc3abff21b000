/** The people of a home as `nightlatch/<node>/people` tells of them. */
export interface People {
  readonly people: readonly Person[];
  readonly choices: Choices;
  /** Where a tag can be held to be learned. */
  readonly readers: readonly { readonly device: string; readonly name: string }[];
  readonly learning?: {
    readonly id: string;
    readonly state: 'waiting' | 'taken' | 'learned' | 'refused' | 'over';
    readonly reason?: string;
    readonly until: number;
  };
}

export interface Choices {
  readonly partitions: readonly { readonly id: string; readonly name: string }[];
  readonly modes: readonly string[];
}

export interface Person {
  readonly name: string;
  readonly isNamed: boolean;
  readonly credentials: readonly Credential[];
  readonly rights?: Rights;
}

export interface Credential {
  readonly id: string;
  readonly kind: string;
  readonly duress: boolean;
  readonly label?: string;
  readonly addedAt: number;
  readonly from?: number;
  readonly until?: number;
  readonly uses?: number;
  readonly usesLeft?: number;
  readonly isOver: boolean;
}

export interface Rights {
  readonly can: readonly string[];
  readonly partitions?: readonly string[];
  readonly modes?: readonly string[];
  readonly schedule?: readonly Window[];
  readonly from?: string;
  readonly until?: string;
  readonly enabled: boolean;
}

export interface Window {
  readonly days: readonly string[];
  readonly from: string;
  readonly to: string;
}

/** Why something could not be done: its kind, for our own words, and a sentence. */
export class Refused extends Error {
  readonly code: string;

  constructor(code: string, problem: string) {
    super(problem);
    this.code = code;
  }
}

/** Asks who there is, or for something to be done first. @param home Id of the configuration node. @throws Refused */
export async function askPeople(home: string, request?: object): Promise<People> {
  const answer = await send(`nightlatch/${encodeURIComponent(home)}/people`, request);
  if (answer.ok === true) return answer;
  throw new Refused(answer.code ?? 'no-answer', answer.problem ?? '');
}

type Answer =
  | (People & { readonly ok: true })
  | { readonly ok?: false; readonly code?: string; readonly problem?: string };

async function send(url: string, request: object | undefined): Promise<Answer> {
  try {
    const post = { method: 'POST', contentType: 'application/json', data: JSON.stringify(request) };
    return (await $.ajax({ url, dataType: 'json', ...(request ? post : {}) })) as Answer;
  } catch (error) {
    const isForbidden = (error as JQuery.jqXHR).status === 401;
    return { code: isForbidden ? 'not-allowed' : 'no-answer', problem: 'Node-RED does not answer.' };
  }
}
