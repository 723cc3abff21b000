import type { Clock, DeviceOrder, DeviceReport, OrderResult, SourceSink, TimerHandle } from '@nightlatch/model';
import { DailyLife } from './daily-life.ts';
import type { DayStep } from './day-plan.ts';
import { DEMO_HOUSE } from './house.ts';
import { SimulatedHouse } from './simulated-house.ts';
import type { Simulator, SimulatorOptions } from './simulator.ts';

const HOUR_MS = 3_600_000;
/** A coin cell lasts about two years. */
const DRAIN_PER_HOUR = 100 / (2 * 365 * 24);
const SENT: OrderResult = { ok: true };

/** Builds a simulated house: a source like any other, that can also be moved by hand. */
export function createSimulator(options: SimulatorOptions): Simulator {
  const { id = 'simulator', log, seed = 1, speed = 1 } = options;
  const clock = options.clock;
  const pace = paced(clock, speed);
  let sink: SourceSink | undefined;
  let battery: TimerHandle | undefined;
  const tell = (report: DeviceReport): void => sink?.report(report);
  const house = new SimulatedHouse(id, options.house ?? DEMO_HOUSE, { clock, tell });
  const life = new DailyLife({
    clock: pace,
    seed,
    isGuarded: () => house.isGuarded(),
    perform: (step) => perform(house, step),
  });
  const drain = (): void => {
    battery = pace.after(HOUR_MS, () => {
      house.drain(DRAIN_PER_HOUR);
      drain();
    });
  };

  return {
    id,
    devices: house.devices,
    async start(to) {
      sink = to;
      house.introduce();
      drain();
      if (options.script === 'daily') life.start();
      log.info(`The simulated house "${id}" has ${house.devices.length} devices.`);
    },
    async order(order) {
      return obey(house, order);
    },
    async stop() {
      sink = undefined;
      battery?.cancel();
      life.stop();
      house.rest();
    },
    open: (contact) => house.change(house.find(contact), { contact: 'open' }),
    close: (contact) => house.change(house.find(contact), { contact: 'closed' }),
    trip: (device) => house.trip(house.find(device)),
    clear: (device) => house.clear(house.find(device)),
    set: (device, attribute, value) => house.change(house.find(device), { [attribute]: value }),
    press: (device, event) => house.press(house.find(device), event),
    enterCode(keypad, verb, code, mode) {
      const model = house.find(keypad);
      model.attempts += 1;
      if (!model.isOnline) return;
      sink?.keypad({
        device: model.description.id,
        verb,
        ...(mode === undefined ? {} : { mode }),
        ...(code === undefined ? {} : { code }),
        transaction: model.attempts,
      });
    },
    presentTag(keypad, tag, verb = 'present') {
      const model = house.find(keypad);
      model.attempts += 1;
      if (!model.isOnline) return;
      sink?.keypad({ device: model.description.id, verb, tag, transaction: model.attempts });
    },
    unlockWith(lock, by, slot) {
      const model = house.find(lock);
      if (model.isOnline)
        tell({ type: 'operated', device: model.description.id, attribute: 'lock', to: 'unlocked', by, slot });
      house.turn(model, 'unlocked');
    },
    turn: (lock, to) => house.turn(house.find(lock), to),
    jam: (lock) => house.stick(house.find(lock), true),
    free: (lock) => house.stick(house.find(lock), false),
    offline: (device) => house.reach(house.find(device), false),
    online: (device) => house.reach(house.find(device), true),
    value: (device, attribute) => house.find(device).values.get(attribute),
    indication: (keypad) => house.find(keypad).indication,
  };
}

/** Carries out an order, or says why the device cannot. */
function obey(house: SimulatedHouse, order: DeviceOrder): OrderResult {
  if (!house.devices.some(({ id }) => id === order.device)) {
    return { ok: false, problem: `The simulated house has no device ${order.device}.` };
  }
  const model = house.find(order.device);
  const { name, abilities } = model.description;
  if (!model.isOnline) return { ok: false, problem: `${name} does not answer: it is offline.` };
  if (!abilities.includes(order.type)) return { ok: false, problem: `${name} cannot do "${order.type}".` };
  switch (order.type) {
    case 'lock':
      house.turn(model, order.locked ? 'locked' : 'unlocked');
      return SENT;
    case 'siren':
      house.sound(model, order.on, order.seconds);
      return SENT;
    case 'keypad':
      model.indication = order.indication;
      return SENT;
    case 'chime':
      return SENT;
  }
}

/** Does what the family does; a house without the device does without. */
function perform(house: SimulatedHouse, step: DayStep): void {
  if (!house.has(step.device)) return;
  const model = house.find(step.device);
  switch (step.act) {
    case 'open':
    case 'close':
      return house.change(model, { contact: step.act === 'open' ? 'open' : 'closed' });
    case 'lock':
    case 'unlock':
      return house.turn(model, step.act === 'lock' ? 'locked' : 'unlocked');
    case 'move':
      return house.trip(model);
    case 'press':
      return house.press(model, step.event);
    case 'set':
      return house.change(model, { [step.attribute]: step.value });
  }
}

/** The same clock, running `speed` times as fast from now on. */
function paced(clock: Clock, speed: number): Clock {
  const startedAt = clock.now();
  return {
    now: () => startedAt + (clock.now() - startedAt) * speed,
    monotonic: () => clock.monotonic() * speed,
    after: (delayMs, callback) => clock.after(delayMs / speed, callback),
  };
}
