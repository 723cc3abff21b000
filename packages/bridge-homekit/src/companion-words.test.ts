import { expect, test } from '@jest/globals';
import { LANGUAGES } from '@nightlatch/model';
import { COMPANION_WORDS } from './companion-words.ts';
import { hapName } from './hap-name.ts';

test.each(LANGUAGES)(
  'names every companion in a way that HomeKit accepts, told apart from the others: %s',
  (language) => {
    const names = Object.values(COMPANION_WORDS[language]).map((words) => `House ${words}`);
    expect(names.map((name) => hapName(name))).toEqual(names);
    expect(new Set(names).size).toBe(names.length);
  },
);
