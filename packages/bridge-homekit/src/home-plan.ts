import { sensor } from './companion-sensor.ts';
import { COMPANION_WORDS } from './companion-words.ts';
import { about } from './partition-plan.ts';
import type { Plan, Stage } from './shown.ts';

const KEY = 'home:trouble';

/**
 * Plans what belongs to the home as a whole: a sensor for its trouble. The alarm's fault says the same, but Home tells
 * nobody of a fault.
 */
export function planHome(stage: Stage): readonly Plan[] {
  const { hap, home, options, language } = stage;
  if (!options.companions.trouble) return [];
  const build = sensor('contact', 'trouble', hasTrouble);
  return [
    {
      key: KEY,
      name: `${home.name} ${COMPANION_WORDS[language].trouble}`,
      category: hap.Categories.SENSOR,
      rank: 1,
      shape: home.name,
      information: about(KEY, 'Alarm trouble'),
      build: (accessory) => build(stage, home.id, accessory),
    },
  ];
}

function hasTrouble({ home: { snapshot } }: Stage): boolean | undefined {
  return snapshot.link === 'online' ? snapshot.troubles.length > 0 : undefined;
}
