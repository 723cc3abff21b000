import type { Lasting } from '@nightlatch/state';
import { Binder, LOST } from './binder.ts';
import type { BuildCompanion } from './shown.ts';
import { trustedAlarm } from './trusted-alarm.ts';
import { Wish } from './wish.ts';

/** How long a switch shows what was asked of it: until it springs back, or the alarm has followed. */
const PRESS_MS = 1000;

/** Builds a switch that gives a command and springs back. */
export function momentary(type: 'silence' | 'panic', words: string): BuildCompanion {
  return standing(type, words, {
    isOn: () => false,
    command: (partition, on) => (on ? { type, partition } : undefined),
  });
}

/**
 * Builds a switch that shows something that lasts. Turned, it asks, and goes back by itself where nothing follows.
 *
 * @param subtype Keeps its service apart for ever: never change it.
 * @param words What the log calls the command: "silence", and then the partition's name.
 */
export function standing(subtype: string, words: string, { isOn, command }: Lasting): BuildCompanion {
  return (stage, partition, accessory) => {
    const { Characteristic: C, Service: S } = stage.hap;
    const binder = new Binder(stage.hap, stage.lane, accessory);
    const asked = new Wish<boolean>(stage.clock, PRESS_MS, () => binder.refresh());
    const service = binder.service(S.Switch, accessory.displayName, subtype);
    const written = binder.bind(service, C.On, () => {
      const view = trustedAlarm(stage, partition);
      return view ? (asked.value ?? isOn(view)) : LOST;
    });
    written.onSet(async (value) => {
      const on = value === true;
      const view = trustedAlarm(stage, partition);
      const wanted = command(partition, on);
      if (view && isOn(view) === on) return asked.forget();
      asked.make(on);
      if (!wanted) return;
      await stage.desk.write(wanted, `${words} ${view?.name ?? partition}`, () => {
        asked.forget();
        binder.repeat(written);
      });
    });
    binder.removeOthers();
    return {
      refresh: () => binder.refresh(),
      notice: (change) => {
        if (change.type === 'partition' && isOn(change.to) === asked.value) asked.forget();
      },
      stop: () => asked.forget(),
    };
  };
}
