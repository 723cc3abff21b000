import type { JsonObject } from '../wire/json-object.ts';

/** Answers kept for each client, and clients kept. The hub keeps its own, longer record, through restarts. */
const ANSWERS = 256;
const CLIENTS = 256;

/** Remembers the answer to each command, also while it is still being found, so that asking twice runs it once. */
export class AnswerBook {
  readonly #clients = new Map<string, Map<string, Promise<JsonObject>>>();

  find(client: string, id: string): Promise<JsonObject> | undefined {
    return this.#clients.get(client)?.get(id);
  }

  keep(client: string, id: string, answer: Promise<JsonObject>): void {
    const answers = this.#clients.get(client) ?? new Map<string, Promise<JsonObject>>();
    /* Moves the client to the end: the one that has been quiet longest is forgotten first. */
    this.#clients.delete(client);
    this.#clients.set(client, answers);
    answers.set(id, answer);
    dropOldest(answers, ANSWERS);
    dropOldest(this.#clients, CLIENTS);
  }

  forget(client: string, id: string): void {
    this.#clients.get(client)?.delete(id);
  }
}

function dropOldest(map: Map<string, unknown>, size: number): void {
  for (const key of map.keys()) {
    if (map.size <= size) return;
    map.delete(key);
  }
}
