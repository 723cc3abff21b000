import type { Config, PartitionSettings, ZoneSettings } from '@nightlatch/assembly';

/** One choice of a configuration against false alarms, and the same house without it, or with it where it is not made. */
export interface Choice {
  /** Where it stands, or would stand. */
  readonly path: readonly (string | number)[];
  /** What it is, in the words of the configuration. */
  readonly what: string;
  /** Whether the configuration makes it; else it is a proposal. */
  readonly isMade: boolean;
  /** The house with the choice turned over. */
  readonly other: Config;
}

/** What is proposed to a zone of movement that neither confirms nor has a group. */
const PROPOSED = { activations: 2, withinSeconds: 60 } as const;

/** Lists the choices worth trying on recorded events: the grace for a late door, confirmation, activity, groups. */
export function choicesOf(config: Config): readonly Choice[] {
  return config.partitions.flatMap((partition, index) => {
    const change = (changed: Partial<PartitionSettings>): Config => ({
      ...config,
      partitions: config.partitions.map((one, place) => (place === index ? { ...one, ...changed } : one)),
    });
    const at = ['partitions', index] as const;
    return [
      ...graceChoice(partition, change).map((choice) => ({ ...choice, path: [...at, 'followerGrace'] })),
      ...zoneChoices(partition, change).map((choice) => ({ ...choice, path: [...at, ...choice.path] })),
      ...partition.groups.map(({ zones, count, withinSeconds }, group) => ({
        path: [...at, 'groups', group],
        what: `group of ${zones.join(' and ')}, ${count} within ${withinSeconds} s`,
        isMade: true,
        other: change({ groups: partition.groups.filter((_, place) => place !== group) }),
      })),
    ];
  });
}

type Change = (changed: Partial<PartitionSettings>) => Config;

function graceChoice({ followerGrace }: PartitionSettings, change: Change): readonly Omit<Choice, 'path'>[] {
  if (followerGrace > 0)
    return [{ what: `followerGrace ${followerGrace} s`, isMade: true, other: change({ followerGrace: 0 }) }];
  return [{ what: 'followerGrace 1 s', isMade: false, other: change({ followerGrace: 1 }) }];
}

function zoneChoices({ zones = [], groups }: PartitionSettings, change: Change): readonly Choice[] {
  const replaced = (index: number, zone: ZoneSettings): Config =>
    change({ zones: zones.map((one, place) => (place === index ? zone : one)) });
  return zones.flatMap((zone, index): Choice[] => {
    const { confirm, minActive, ...plain } = zone;
    const path = ['zones', index];
    const named = zone.name ?? zone.device;
    const isGrouped = groups.some((group) => group.zones.includes(zone.device) || group.zones.includes(named));
    if (confirm) {
      const what = `confirm of ${named}, ${confirm.activations} within ${confirm.withinSeconds} s`;
      const other = replaced(index, { ...plain, ...(minActive === undefined ? {} : { minActive }) });
      return [{ path: [...path, 'confirm'], what, isMade: true, other }];
    }
    if (minActive !== undefined)
      return [
        {
          path: [...path, 'minActive'],
          what: `minActive of ${named}, ${minActive} s`,
          isMade: true,
          other: replaced(index, plain),
        },
      ];
    if (zone.type !== 'interior' || isGrouped) return [];
    const what = `confirm of ${named}, ${PROPOSED.activations} within ${PROPOSED.withinSeconds} s`;
    return [{ path, what, isMade: false, other: replaced(index, { ...zone, confirm: PROPOSED }) }];
  });
}
