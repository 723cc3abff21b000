import type { HomeChange } from '@nightlatch/model';
import type { Node, NodeStatus } from 'node-red';
import type { SharedHome } from '../connection/shared-home.ts';
import type { Reason, Said, SecurityMessage } from '../messages/security-message.ts';
import { actorOf, securityMessage } from '../messages/security-message.ts';
import type { SecurityFields } from './define-node.ts';

export interface TellerOptions {
  readonly node: Node;
  readonly home: SharedHome;
  readonly fields: SecurityFields;
  /** Says what is so now. */
  say(): Said;
  badge(said: Said): NodeStatus;
  send(message: SecurityMessage): void;
  /** What must differ for a new message to be worth sending; the payload by default. */
  signature?(said: Said): string;
}

/**
 * Tells a thing's state: its badge always, a message only when it has become another.
 *
 * A flow hears each state once, however many reconnections and reports of the same there are.
 */
export class Teller {
  readonly #options: TellerOptions;
  #told: { readonly signature: string; readonly payload: unknown } | undefined;

  #badgeDue: NodeJS.Immediate | undefined;

  constructor(options: TellerOptions) {
    this.#options = options;
    options.node.on('close', () => clearImmediate(this.#badgeDue));
  }

  /**
   * Looks again. The flow has the message before the badge changes: an editor that looks on holds up no flow.
   *
   * @param change What made us look; its actor is the message's.
   */
  look(reason: Reason, change?: HomeChange): void {
    const said = this.#options.say();
    this.#tell(said, reason, change);
    clearImmediate(this.#badgeDue);
    if (reason === 'change') this.#badgeDue = setImmediate(() => this.#showBadge(this.#options.say()));
    else this.#showBadge(said);
  }

  #showBadge(said: Said): void {
    this.#options.node.status(this.#options.badge(said));
  }

  #tell(said: Said, reason: Reason, change: HomeChange | undefined): void {
    const { fields, home } = this.#options;
    const signature = this.#options.signature?.(said) ?? JSON.stringify(said.payload);
    if (this.#told?.signature === signature) return;
    /* Before the hub is found for the first time there is nothing to tell: not even that it is unknown. */
    if (this.#told === undefined && !home.isOnline) return;
    const isSilent = this.#told === undefined && reason === 'start' && fields.initial === false;
    const message = this.#compose(said, reason, change);
    this.#told = { signature, payload: said.payload };
    if (isSilent || (message.security.reason === 'command' && fields.own === false)) return;
    this.#options.send(message);
  }

  /** The present state as a message, whether or not it was told before. */
  present(): SecurityMessage {
    return this.#compose(this.#options.say(), 'start', undefined);
  }

  #compose(said: Said, reason: Reason, change: HomeChange | undefined): SecurityMessage {
    const { home } = this.#options;
    const isOwn = change !== undefined && home.isOwn(change);
    const actor = actorOf(change);
    return securityMessage(said, {
      home: home.id,
      at: change?.at ?? Date.now(),
      reason: isOwn ? 'command' : reason,
      ...(actor === undefined ? {} : { actor }),
      ...(isOwn ? { by: 'node-red' } : {}),
      ...(this.#told === undefined ? {} : { was: this.#told.payload }),
    });
  }
}
