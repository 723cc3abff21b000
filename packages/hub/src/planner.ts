import type { AlarmConfig } from '@nightlatch/alarm';
import type { DeviceRegister } from './device-register.ts';

export interface PlannerOptions {
  readonly devices: Pick<DeviceRegister, 'changedPlan'>;
  /** Takes a configuration that differs from the last. */
  readonly onChange: (config: AlarmConfig) => void;
}

/** Plans the alarm for the devices that there are. */
export class Planner {
  readonly #options: PlannerOptions;
  #isDue = false;

  constructor(options: PlannerOptions) {
    this.#options = options;
  }

  plan(): void {
    const { devices, onChange } = this.#options;
    const config = devices.changedPlan();
    if (config) onChange(config);
  }

  /** Plans anew once the sources have said what there is: many devices are described at once. */
  planSoon(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    setImmediate(() => {
      this.#isDue = false;
      this.plan();
    });
  }
}
