import type {
  AttributeKey,
  AttributeValue,
  LockMeans,
  OrderResult,
  ReportCause,
  SourceSink,
  Unknown,
} from '@nightlatch/model';
import type { TrackedDevice } from './tracked-device.ts';

type Values = Iterable<readonly [AttributeKey, AttributeValue | Unknown]>;

/** Tells the hub what changed, and only that. */
export class Reporter {
  readonly #sink: SourceSink;
  #problem: string | undefined;

  constructor(sink: SourceSink) {
    this.#sink = sink;
  }

  described({ listed }: TrackedDevice): void {
    this.#sink.report({ type: 'described', device: listed.description });
  }

  removed(device: TrackedDevice): void {
    if (device.isUnconfirmed) this.outcome(device, { ok: true });
    this.#sink.report({ type: 'removed', device: device.id });
  }

  /** Reports the values that are news. */
  values(device: TrackedDevice, values: Values, cause: ReportCause): void {
    const news = device.news(values);
    if (Object.keys(news).length === 0) return;
    this.#sink.report({ type: 'attributes', device: device.id, values: news, cause });
  }

  availability(device: TrackedDevice, bridgeIsThere: boolean): void {
    const available = device.reachable(bridgeIsThere);
    if (device.available === available) return;
    device.available = available;
    this.#sink.report({ type: 'availability', device: device.id, available });
  }

  event(device: TrackedDevice, event: 'panic' | 'medical' | 'ring' | 'button', key?: string): void {
    this.#sink.report({ type: 'event', device: device.id, event, ...(key === undefined ? {} : { key }) });
  }

  operated(
    { id }: TrackedDevice,
    attribute: AttributeKey,
    deed: { to: 'locked' | 'unlocked'; by: LockMeans; slot: string | undefined },
  ): void {
    const { to, by, slot } = deed;
    this.#sink.report({ type: 'operated', device: id, attribute, to, by, ...(slot === undefined ? {} : { slot }) });
  }

  /** Raises or clears the trouble of a device that did not do as told. */
  outcome(device: TrackedDevice, result: OrderResult): void {
    if (result.ok && !device.isUnconfirmed) return;
    device.isUnconfirmed = !result.ok;
    const detail = result.ok
      ? `${device.name} does as it is told again`
      : `${device.name} did not do as told: ${result.problem}`;
    this.#sink.report({ type: 'trouble', kind: 'unconfirmed', device: device.id, on: !result.ok, detail });
  }

  /** Raises or clears the trouble of the source itself. @returns Whether that is news. */
  source(problem: string | undefined): boolean {
    if (problem === this.#problem) return false;
    const on = problem !== undefined;
    this.#problem = problem;
    this.#sink.report({ type: 'trouble', kind: 'unavailable', on, detail: problem ?? 'Zigbee2MQTT is there again' });
    return true;
  }
}
