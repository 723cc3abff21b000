import type { AlarmEffect } from '@nightlatch/alarm';
import type { Clock, DeviceId, DeviceOrder, HomeChange, Log } from '@nightlatch/model';
import type { HomeStore } from '@nightlatch/state';
import type { Chronicle } from './chronicle.ts';
import type { CommandDesk } from './command-desk.ts';
import type { EngineTime } from './engine-time.ts';
import type { OrderDesk } from './order-desk.ts';
import type { PartitionBoard } from './partition-board.ts';
import type { SirenDriver } from './siren-driver.ts';
import type { TroubleBoard } from './trouble-board.ts';

export interface EffectRunnerOptions {
  readonly store: HomeStore;
  readonly chronicle: Chronicle;
  readonly commands: CommandDesk;
  readonly orders: OrderDesk;
  readonly sirens: SirenDriver;
  readonly partitions: PartitionBoard;
  readonly troubles: TroubleBoard;
  readonly clock: Clock;
  readonly time: EngineTime;
  readonly log: Log;
  readonly verify: (id: string) => void;
  readonly onSilent: (effect: Extract<AlarmEffect, { type: 'silent' }>) => void;
}

/** Does what the engine wants done: orders leave at once, answers after the commit. */
export class EffectRunner {
  readonly #options: EffectRunnerOptions;
  /** The number that each keypad gave to its last attempt, given back in the answer to it. */
  readonly #transactions = new Map<DeviceId, number>();
  #heldBack: readonly HomeChange[] = [];
  readonly #putOff: (() => void)[] = [];

  constructor(options: EffectRunnerOptions) {
    this.#options = options;
  }

  /** Notes the number of an attempt at a keypad. */
  expectAnswer(keypad: DeviceId, transaction: number): void {
    this.#transactions.set(keypad, transaction);
  }

  /** Keeps changes from being shown until the engine has judged them: the next `run` shows them before its effects. */
  holdBack(changes: readonly HomeChange[]): void {
    this.#heldBack = changes;
  }

  /**
   * Runs effects in order, but a siren before everything: where one is ordered, everything else is put off until
   * `runPutOff`, so that its command has left before anything is shown or written.
   */
  run(effects: readonly AlarmEffect[]): void {
    const [sirens, others] = [effects.filter(isSiren), effects.filter((effect) => !isSiren(effect))];
    for (const effect of sirens) this.#run(effect);
    const { store } = this.#options;
    const changes = this.#heldBack;
    this.#heldBack = [];
    const rest = [
      ...changes.map((change) => () => store.publish(change)),
      ...others.map((effect) => () => this.#run(effect)),
    ];
    if (sirens.length > 0 || this.#putOff.length > 0) this.#putOff.push(...rest);
    else for (const step of rest) step();
  }

  get hasPutOff(): boolean {
    return this.#putOff.length > 0;
  }

  runPutOff(): void {
    for (const step of this.#putOff.splice(0)) step();
  }

  #run(effect: AlarmEffect): void {
    const { chronicle, commands, partitions, troubles, sirens, store, clock, time, verify, onSilent } = this.#options;
    const at = clock.now();
    switch (effect.type) {
      case 'verify-code':
        return verify(effect.id);
      case 'result': {
        const { key, release } = commands.settle(effect.id, effect.result);
        return chronicle.answer(key, effect.result, release);
      }
      case 'state':
        return partitions.moved(effect);
      case 'view':
        return partitions.touched(effect.partition);
      case 'refused':
      case 'hazard':
        store.publish({ ...effect, at });
        return effect.partition === undefined ? undefined : partitions.touched(effect.partition);
      case 'report':
        return store.publish({ ...effect, at });
      case 'progress': {
        const { until, ...progress } = effect;
        return store.publish({ ...progress, ...(until === undefined ? {} : { until: time.toWall(until) }), at });
      }
      case 'self-test':
      case 'walk-test':
        return store.publish({ ...effect, at });
      case 'chime':
        store.publish({ type: 'chime', partition: effect.partition, zone: effect.zone, at });
        return effect.devices.forEach((device) => this.#send({ type: 'chime', device }));
      case 'blind':
        return store.publish({ ...effect, from: time.toWall(effect.from), to: time.toWall(effect.to), at });
      case 'trouble':
        return troubles.show(effect, at);
      case 'siren':
        return effect.devices.forEach((device) => sirens.drive(device, sirenOf(effect)));
      case 'operate-siren':
        return sirens.drive(effect.device, { on: effect.on });
      case 'operate-chime':
        return this.#send({ type: 'chime', device: effect.device });
      case 'lock':
        return this.#send(effect);
      case 'keypad':
        return this.#send(this.#withTransaction(effect));
      case 'silent':
        return onSilent(effect);
    }
  }

  #send(order: DeviceOrder): void {
    void this.#options.orders.send(order);
  }

  #withTransaction(order: Extract<DeviceOrder, { type: 'keypad' }>): DeviceOrder {
    const transaction = this.#transactions.get(order.device);
    if (order.indication.answer === undefined || transaction === undefined) return order;
    this.#transactions.delete(order.device);
    return { ...order, indication: { ...order.indication, transaction } };
  }
}

function isSiren(effect: AlarmEffect): boolean {
  return effect.type === 'siren';
}

function sirenOf(effect: Extract<AlarmEffect, { type: 'siren' }>) {
  return {
    on: effect.on,
    ...(effect.pattern === undefined ? {} : { pattern: effect.pattern }),
    ...(effect.seconds === undefined ? {} : { seconds: effect.seconds }),
  };
}
