import type { DeviceState } from '@nightlatch/model';
import { UNKNOWN } from '@nightlatch/model';
import { trustedValue } from '@nightlatch/state';
import type { Binder } from './binder.ts';
import { LOST } from './binder.ts';
import type { Shown, Stage } from './shown.ts';
import { Wish } from './wish.ts';

/** How long a siren may take to confirm before its switch falls back. */
const CONFIRM_MS = 10_000;

/** Shows a siren as a switch, for HAP has no siren. One that never reports is shown as off. */
export function bindSiren(stage: Stage, binder: Binder, device: DeviceState): Shown {
  const { Characteristic: C, Service: S } = stage.hap;
  const reports = device.attributes.includes('siren');
  const wish = new Wish<boolean>(stage.clock, CONFIRM_MS, () => binder.refresh());
  const service = binder.service(S.Switch, `${device.name} siren`, 'siren');
  const written = binder.bind(service, C.On, () => {
    const value = trustedValue(stage.home.snapshot, device.id, 'siren');
    if (wish.value !== undefined) return wish.value;
    if (!reports) return false;
    return value === UNKNOWN ? LOST : value === true;
  });
  written.onSet(async (on) => {
    wish.make(on === true);
    const what = `switch ${device.name} ${on === true ? 'on' : 'off'}`;
    await stage.desk.write({ type: 'siren', device: device.id, on: on === true }, what, () => {
      wish.forget();
      binder.repeat(written);
    });
  });
  return {
    refresh: () => binder.refresh(),
    notice: (change) => {
      const isReport = change.type === 'attribute' && change.device === device.id && change.attribute === 'siren';
      if (isReport || change.type === 'link') wish.forget();
    },
    stop: () => wish.forget(),
  };
}
