import type {
  ClusterEvent,
  EndpointHost,
  EndpointMemory,
  EndpointPlan,
  RememberedEndpoint,
} from '@nightlatch/bridge-matter';
import { endpointIdentity } from '@nightlatch/bridge-matter';
import type { Clock, Log } from '@nightlatch/model';
import type { MatterAPI, MatterAccessory } from 'homebridge';
import { PLATFORM_NAME, PLUGIN_NAME } from '../names.ts';
import { deviceTypeOf, fit, initialClusters } from './accessory-shape.ts';
import { handlersOf } from './handlers.ts';
import { pressSwitch } from './press-switch.ts';
import { Teller, untilShown } from './teller.ts';

export interface MatterHostParts {
  readonly matter: MatterAPI;
  readonly log: Log;
  readonly clock: Clock;
}

interface Shown {
  plan: EndpointPlan;
  readonly accessory: MatterAccessory;
  readonly teller: Teller;
}

/** Shows endpoints as Matter accessories of Homebridge, which keeps them across restarts. */
export class MatterHost implements EndpointHost, EndpointMemory {
  readonly #parts: MatterHostParts;
  readonly #restored = new Map<string, MatterAccessory>();
  readonly #shown = new Map<string, Shown>();
  #homeId = '';
  #queue: Promise<void> = Promise.resolve();

  constructor(parts: MatterHostParts) {
    this.#parts = parts;
  }

  /** Takes an accessory that Homebridge kept from an earlier start. */
  restore(accessory: MatterAccessory): void {
    this.#restored.set(accessory.UUID, accessory);
  }

  /** Begins to show a home. */
  open(homeId: string): void {
    this.#homeId = homeId;
  }

  /** What earlier starts showed; Homebridge keeps it with each accessory. */
  get endpoints(): readonly RememberedEndpoint[] {
    return [...this.#restored.values()].flatMap(({ context }) => {
      const { plan } = context as { plan?: RememberedEndpoint };
      return plan ? [plan] : [];
    });
  }

  save(endpoints: readonly RememberedEndpoint[]): void {
    this.#enqueue('what it shows', async () => {
      const changed = endpoints.flatMap((plan) => {
        const accessory = this.#shown.get(plan.key)?.accessory;
        if (!accessory || JSON.stringify(accessory.context['plan']) === JSON.stringify(plan)) return [];
        accessory.context['plan'] = plan;
        return [accessory];
      });
      if (changed.length) await this.#parts.matter.updatePlatformAccessories(changed);
    });
  }

  show(plan: EndpointPlan): void {
    this.#enqueue(plan.name, async () => {
      const shown = this.#shown.get(plan.key);
      if (shown?.plan.shape === plan.shape) return await this.#takeOver(shown, plan);
      if (shown) await this.#takeOut(shown);
      await this.#register(plan);
    });
  }

  refresh(key: string, events: readonly ClusterEvent[] = []): void {
    const shown = this.#shown.get(key);
    if (!shown) return;
    this.#tell(shown);
    if (events.some(({ cluster }) => cluster === 'switch')) void pressSwitch(this.#parts, shown.accessory.UUID, events);
  }

  remove(key: string): void {
    this.#enqueue(key, async () => {
      const shown = this.#shown.get(key);
      if (shown) await this.#takeOut(shown);
    });
  }

  async settled(): Promise<void> {
    await this.#queue;
  }

  async #register(plan: EndpointPlan): Promise<void> {
    const { matter, log } = this.#parts;
    const typeName = deviceTypeOf(plan.kind);
    if (typeName === undefined) return log.debug(`Homebridge has no Matter device type for ${plan.name}.`);
    const uuid = this.#uuidOf(plan.key);
    const teller = new Teller(this.#parts, uuid);
    const accessory: MatterAccessory = {
      UUID: uuid,
      displayName: short(plan.name),
      deviceType: matter.deviceTypes[typeName],
      serialNumber: plan.about.serial.slice(-32),
      manufacturer: short(plan.about.vendor),
      model: short(plan.about.product),
      ...(plan.about.firmware === undefined ? {} : { firmwareRevision: plan.about.firmware.slice(0, 64) }),
      context: { ...this.#restored.get(uuid)?.context },
      clusters: initialClusters(plan),
    };
    const shown: Shown = { plan, accessory, teller };
    // Homebridge makes a new server for each command: what is asked goes to the plan as it then is.
    const handlers = handlersOf(this.#parts, {
      kind: plan.kind,
      plan: () => shown.plan,
      teller,
      done: () => this.#tell(shown),
    });
    if (handlers) accessory.handlers = handlers;
    this.#shown.set(plan.key, shown);
    await matter.registerPlatformAccessories(PLUGIN_NAME, PLATFORM_NAME, [accessory]);
    await untilShown(this.#parts, uuid, true);
    const before = this.#restored.get(uuid)?.displayName ?? accessory.displayName;
    if (before !== accessory.displayName) await this.#rename(shown);
    this.#tell(shown);
  }

  /** That of an earlier start, whose home may not be open yet; else it is made of the home's id. */
  #uuidOf(key: string): string {
    for (const { UUID, context } of this.#restored.values()) {
      if ((context as { plan?: RememberedEndpoint }).plan?.key === key) return UUID;
    }
    return this.#parts.matter.uuid.generate(endpointIdentity(this.#homeId, key));
  }

  async #takeOver(shown: Shown, plan: EndpointPlan): Promise<void> {
    const isRenamed = shown.plan.name !== plan.name;
    shown.plan = plan;
    if (isRenamed) await this.#rename(shown);
    this.#tell(shown);
  }

  async #rename({ accessory, plan, teller }: Shown): Promise<void> {
    accessory.displayName = short(plan.name);
    teller.tell({ bridgedDeviceBasicInformation: { nodeLabel: accessory.displayName } });
    await this.#parts.matter.updatePlatformAccessories([accessory]);
  }

  async #takeOut({ plan, accessory }: Shown): Promise<void> {
    this.#shown.delete(plan.key);
    this.#restored.delete(accessory.UUID);
    await this.#parts.matter.unregisterPlatformAccessories(PLUGIN_NAME, PLATFORM_NAME, [accessory]);
    await untilShown(this.#parts, accessory.UUID, false);
  }

  #tell({ plan, teller }: Shown): void {
    const { reachable, clusters } = plan.read();
    teller.tell({ ...fit(plan.kind, clusters), bridgedDeviceBasicInformation: { reachable } });
  }

  #enqueue(name: string, step: () => Promise<void>): void {
    this.#queue = this.#queue.then(step).catch((error: unknown) => {
      this.#parts.log.error(`Homebridge’s Matter bridge does not take ${name}: ${String(error)}`);
    });
  }
}

/** Matter takes 32 characters. */
function short(text: string): string {
  return Array.from(text).slice(0, 32).join('');
}
