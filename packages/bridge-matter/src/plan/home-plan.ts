import { attributeName } from '@nightlatch/model';
import { trustedValue } from '@nightlatch/state';
import { ALARM_WORDS } from './alarm-words.ts';
import type { EndpointPlan } from './endpoint-plan.ts';
import type { Stage } from './stage.ts';

/** Plans what belongs to the home as a whole: its trouble, and whether anything in it is tampered with. */
export function planHome(stage: Stage): readonly EndpointPlan[] {
  const { trouble, tamper } = stage.options.companions;
  return [
    ...(trouble ? [contact(stage, 'trouble', () => stage.home.snapshot.troubles.length > 0)] : []),
    ...(tamper === 'none' ? [] : [contact(stage, 'tamper', () => isTampered(stage))]),
  ];
}

function contact(stage: Stage, what: 'trouble' | 'tamper', isOpen: () => boolean): EndpointPlan {
  const words = ALARM_WORDS[stage.language];
  const key = `home:${what}`;
  return {
    key,
    kind: 'contact',
    power: 'none',
    name: `${words.alarm} ${words.companions[what]}`,
    rank: 1,
    shape: 'contact',
    about: { vendor: 'Nightlatch', product: 'Alarm', serial: key },
    initial: { booleanState: { stateValue: false } },
    read: () => {
      const reachable = stage.home.snapshot.link === 'online';
      return { reachable, clusters: reachable ? { booleanState: { stateValue: !isOpen() } } : {} };
    },
  };
}

function isTampered({ home: { snapshot } }: Stage): boolean {
  const sounds = [...snapshot.partitions.values()].some(({ alarms }) => alarms.some((it) => it.hazard === 'tamper'));
  if (sounds || snapshot.troubles.some(({ kind }) => kind === 'tamper')) return true;
  return [...snapshot.devices.values()].some(({ id, attributes }) =>
    attributes.some((key) => attributeName(key) === 'tamper' && trustedValue(snapshot, id, key) === true),
  );
}
