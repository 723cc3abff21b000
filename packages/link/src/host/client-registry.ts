import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Origin, SecretText } from '@nightlatch/model';

/** A client that may log in. */
export interface LinkClient {
  /** Its user name, and its name on the topics. */
  readonly name: string;
  /** Needed with the embedded broker; on an external one the broker itself knows it. */
  readonly password?: SecretText;
  /** The way in that its commands count as. */
  readonly origin: Origin;
}

/** A client whose name is proven: by its password, or by the broker's access rules. */
export interface ProvenClient {
  readonly name: string;
  readonly origin: Origin;
}

/** The clients that the owner configured. */
export class ClientRegistry {
  readonly #clients = new Map<string, { readonly client: ProvenClient; readonly mac: Buffer | undefined }>();
  readonly #key = randomBytes(32);

  constructor(clients: readonly LinkClient[]) {
    for (const { name, password, origin } of clients) {
      this.#clients.set(name, { client: { name, origin }, mac: password && this.#mac(password.reveal()) });
    }
  }

  get size(): number {
    return this.#clients.size;
  }

  find(name: string): ProvenClient | undefined {
    return this.#clients.get(name)?.client;
  }

  /** Proves a client by its password; compares in the same time whether or not the name is known. */
  prove(name: string, password: Uint8Array): ProvenClient | undefined {
    const known = this.#clients.get(name);
    const isEqual = timingSafeEqual(this.#mac(password), known?.mac ?? randomBytes(32));
    return isEqual ? known?.client : undefined;
  }

  #mac(password: string | Uint8Array): Buffer {
    return createHmac('sha256', this.#key).update(password).digest();
  }
}
