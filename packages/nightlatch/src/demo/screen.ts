import type { DeviceState, HomeSnapshot, PartitionView, ZoneId } from '@nightlatch/model';
import { UNKNOWN } from '@nightlatch/model';
import { DEMO_KEYS } from './demo-keys.ts';
import type { DemoView, Happening, Pairing, ScreenSize } from './demo-view.ts';
import { zoneName } from './describe-change.ts';
import { describeDevice } from './describe-device.ts';
import { badge, fit, paint, widthOf } from './paint.ts';

/** From this width on, the QR code stands beside the house all the time. */
const WIDE = 100;
/** Below so many rows every one is needed, and nothing stands free for its looks. */
const TALL = 30;
const DEVICE_COLUMN = 31;
const GAP = 2;
const LABEL = 12;

/** Draws the whole screen: exactly `rows` lines of at most `columns` columns, coloured. Pure. */
export function renderScreen(view: DemoView, { columns, rows }: ScreenSize): readonly string[] {
  const air = rows < TALL ? [] : [''];
  const head = [title(columns), ...air];
  const foot = [...air, ...keyLines(columns)];
  const room = rows - head.length - foot.length;
  const asked = view.pairings[(view.pairingTurns % (view.pairings.length + 1)) - 1];
  const body =
    columns >= WIDE
      ? wideLines(view, columns, room)
      : asked
        ? pairingLines(view, asked)
        : narrowLines(view, columns, room);
  return fill([...head, ...body], rows - foot.length, columns).concat(foot.map((line) => cut(line, columns)));
}

function title(columns: number): string {
  const left = `${paint(' Nightlatch', 'title')}  ${paint('demonstration house', 'dim')}`;
  const right = paint('simulated devices, everything else is real ', 'dim');
  const gap = columns - widthOf(left) - widthOf(right);
  return gap > 1 ? left + ' '.repeat(gap) + right : left;
}

/** The house, and beside it the QR code and where everything is. */
function wideLines(view: DemoView, columns: number, room: number): readonly string[] {
  const shown = view.pairings[view.pairingTurns % view.pairings.length];
  const main = columns - rightWidth(view.pairings) - GAP;
  const upper = [...alarmLines(view), '', ...deviceLines(view, main)];
  const recent = recentLines(view, Math.max(room - upper.length - 1, 0));
  return beside([...upper, '', ...recent], [...(shown?.qr ?? []), ...wherever(view, shown)], main);
}

/** The house, below it where everything is, and what is left of the room for what happened. */
function narrowLines(view: DemoView, columns: number, room: number): readonly string[] {
  const upper = [...alarmLines(view), '', ...deviceLines(view, columns), ...compactPairing(view, columns)];
  return [...upper, '', ...recentLines(view, Math.max(room - upper.length - 1, 0))];
}

function alarmLines(view: DemoView): readonly string[] {
  const partitions = [...view.snapshot.partitions.values()];
  if (view.snapshot.link !== 'online' || partitions.length === 0)
    return [paint(' Alarm unknown: the hub is away', 'warn')];
  return partitions.flatMap((partition) => [stateLine(partition, view), detailLine(partition, view)]);
}

function stateLine(partition: PartitionView, { now }: DemoView): string {
  const seconds = partition.until === undefined ? 0 : Math.max(0, Math.ceil((partition.until - now) / 1_000));
  const mode = partition.mode ? ` ${partition.mode.toUpperCase()}` : '';
  const words: Record<PartitionView['state'], string> = {
    disarmed: badge('DISARMED', 'good'),
    arming: `${badge(`ARMING${mode}`, 'warn')} ${seconds} s to leave`,
    armed: badge(`ARMED${mode}`, 'good'),
    pending: `${badge('ENTRY', 'warn')} ${seconds} s to disarm`,
    triggered: `${badge('ALARM', 'bad')} ${seconds > 0 ? `sirens for ${seconds} s` : 'sirens until silenced'}`,
  };
  return `${paint(` ${partition.name}`, 'title')} ${words[partition.state]}`;
}

function detailLine(partition: PartitionView, { snapshot, typed, code }: DemoView): string {
  if (typed !== undefined) {
    return ` ${paint('Code:', 'title')} ${'•'.repeat(typed)}_  ${paint(`(it is ${code}, then Enter)`, 'dim')}`;
  }
  if (partition.alarms.length > 0) {
    const alarms = partition.alarms.map(({ hazard, status, zones }) => {
      const where = zones.map((zone) => zoneName(zone, snapshot)).join(', ');
      return `${hazard} ${status === 'alarm' ? 'alarm' : status}${where ? ` (${where})` : ''}`;
    });
    return paint(` ${alarms.join(' · ')}`, 'bad');
  }
  if (partition.state !== 'disarmed') return paint(partition.state === 'armed' ? ' all quiet' : '', 'dim');
  const away = partition.ready['away'] ?? [];
  return away.length === 0
    ? paint(' ready to arm', 'dim')
    : paint(` not ready: ${away.map((zone) => inTheWay(zone, snapshot)).join(', ')}`, 'warn');
}

/** A zone that would refuse arming is open, or nobody knows whether it is. */
function inTheWay(id: ZoneId, snapshot: HomeSnapshot): string {
  const zones = [...snapshot.partitions.values()].flatMap((partition) => partition.zones);
  const zone = zones.find((each) => each.id === id);
  const device = zone && snapshot.devices.get(zone.device);
  const values: Readonly<Record<string, { readonly value: unknown } | undefined>> = device?.values ?? {};
  const value = device?.available === true ? values[zone?.signal ?? '']?.value : UNKNOWN;
  return `${zone?.name ?? id} ${value === UNKNOWN || value === undefined ? 'unknown' : 'open'}`;
}

function deviceLines({ snapshot }: DemoView, columns: number): readonly string[] {
  const devices = [...snapshot.devices.values()];
  const across = Math.max(1, Math.min(2, Math.floor(columns / DEVICE_COLUMN)));
  const down = Math.ceil(devices.length / across);
  return Array.from({ length: down }, (_, row) => {
    const cells = Array.from({ length: across }, (_, column) => deviceCell(devices[column * down + row]));
    return cells.join('').trimEnd();
  });
}

function deviceCell(device: DeviceState | undefined): string {
  if (!device) return '';
  const { text, tone } = describeDevice(device);
  const battery = device.values.batteryLow?.value === true ? paint(' low', 'warn') : '';
  return fit(` ${fit(device.name, 18)} ${paint(text, tone)}${battery}`, DEVICE_COLUMN);
}

function recentLines({ recent }: DemoView, room: number): readonly string[] {
  if (room <= 0) return [];
  const lines = recent.slice(-room).map(happeningLine);
  return lines.length > 0 ? lines : [paint(' Nothing has happened yet. Press 1 to open the front door.', 'dim')];
}

function happeningLine({ at, text, tone }: Happening): string {
  return ` ${paint(clockTime(at), 'dim')}  ${paint(text, tone)}`;
}

/** Writes an instant as local `20:41:07`. */
export function clockTime(at: number): string {
  return new Date(at).toLocaleTimeString('en-GB');
}

/** One QR code, and beside it where everything is: a small screen has no rows for one below the other. */
function pairingLines(view: DemoView, shown: Pairing): readonly string[] {
  return beside(shown.qr, ['', ...wherever(view, shown)], Math.max(...shown.qr.map(widthOf)));
}

/** The codes, with a mark at the one whose QR code is shown, and the address of each part. */
function wherever({ pairings, parts }: DemoView, shown: Pairing | undefined): readonly string[] {
  return [
    ...pairings.map((it) => {
      const label = paint(fit(it.app, LABEL), 'dim');
      return `${label} ${paint(it.code, 'title')}${it === shown && pairings.length > 1 ? paint(' ▲', 'dim') : ''}`;
    }),
    ...parts.map(({ label, text, tone }) => `${paint(fit(label, LABEL), 'dim')} ${paint(text, tone)}`),
  ];
}

function rightWidth(pairings: readonly Pairing[]): number {
  return Math.max(36, ...pairings.flatMap(({ qr }) => qr.map(widthOf)));
}

/** The same in as few lines as hold it. */
function compactPairing({ pairings, parts }: DemoView, columns: number): readonly string[] {
  const cells = [
    ...pairings.map(({ app, code }) => `${paint(app, 'dim')} ${paint(code, 'title')}`),
    ...parts.map(({ label, text, tone }) => `${paint(label, 'dim')} ${paint(text, tone)}`),
  ];
  const lines: string[] = [];
  for (const cell of cells) {
    const longer = lines.length === 0 ? undefined : `${lines.at(-1)}${paint(' · ', 'dim')}${cell}`;
    if (longer !== undefined && widthOf(longer) <= columns) lines[lines.length - 1] = longer;
    else lines.push(` ${cell}`);
  }
  return lines;
}

function keyLines(columns: number): readonly string[] {
  const groups = ['doors', 'sensors', 'alarm', 'more'] as const;
  return groups.map((group) => {
    const cells = DEMO_KEYS.filter((key) => key.group === group).map(
      ({ key, label }) => `${paint(key, 'key')} ${paint(label, 'dim')}`,
    );
    return cut(` ${cells.join('   ')}`, columns);
  });
}

function beside(left: readonly string[], right: readonly string[], width: number): readonly string[] {
  const length = Math.max(left.length, right.length);
  return Array.from({ length }, (_, row) =>
    right[row] === undefined ? (left[row] ?? '') : fit(left[row] ?? '', width) + ' '.repeat(GAP) + right[row],
  );
}

function fill(lines: readonly string[], rows: number, columns: number): string[] {
  const kept = lines.slice(0, Math.max(0, rows)).map((line) => cut(line, columns));
  return [...kept, ...Array<string>(Math.max(0, rows - kept.length)).fill('')];
}

function cut(line: string, columns: number): string {
  return widthOf(line) > columns ? fit(line, columns) : line;
}
