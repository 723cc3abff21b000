/** What a word in the `action` property means. */
export type ActionMeaning =
  | { readonly type: 'arm'; readonly mode: string }
  | { readonly type: 'disarm' }
  | { readonly type: 'event'; readonly event: 'panic' | 'medical' | 'ring' }
  /** Nothing that anybody did: a status that the device repeats, or a sensor's own movement. */
  | { readonly type: 'nothing' };

const arm = (mode: string): ActionMeaning => ({ type: 'arm', mode });
const event = (name: 'panic' | 'medical' | 'ring'): ActionMeaning => ({ type: 'event', event: name });
const NOTHING: ActionMeaning = { type: 'nothing' };

/**
 * The words of every arming device, whichever it lists: some list `arm_away` and send `arm_all_zones`.
 * The words that are also plain button names (`home`, `away`, `sleep`, `night`) count on arming devices only.
 */
const KEYPAD_WORDS: Readonly<Record<string, ActionMeaning>> = {
  disarm: { type: 'disarm' },
  disarmed: { type: 'disarm' },
  arm_all_zones: arm('away'),
  arm_away: arm('away'),
  away: arm('away'),
  arm_day_zones: arm('home'),
  arm_partial_zones: arm('home'),
  arm_stay: arm('home'),
  arm_home: arm('home'),
  home: arm('home'),
  arm_night_zones: arm('night'),
  arm_night: arm('night'),
  night: arm('night'),
  sleep: arm('night'),
};

/** The words that mean the same on any device. */
const COMMON_WORDS: Readonly<Record<string, ActionMeaning>> = {
  panic: event('panic'),
  emergency: event('panic'),
  sos: event('panic'),
  police: event('panic'),
  fire: event('panic'),
  medical: event('medical'),
  ring_bell: event('ring'),
  bell1: event('ring'),
  bell2: event('ring'),
  doorbell: event('ring'),
  ring: event('ring'),
  none: NOTHING,
  unknown: NOTHING,
  identify: NOTHING,
  exit_delay: NOTHING,
  entry_delay: NOTHING,
  vibration: NOTHING,
  tilt: NOTHING,
  drop: NOTHING,
  fall: NOTHING,
};

/** Tells whether a vocabulary is that of a keypad or arming remote. */
export function isArmingVocabulary(words: readonly string[]): boolean {
  return words.includes('disarm') || (words.includes('away') && words.includes('panic'));
}

/** Tells what a word means on an arming device; undefined when it means nothing there. */
export function keypadMeaning(word: string): ActionMeaning | undefined {
  return lookUp(KEYPAD_WORDS, word) ?? lookUp(COMMON_WORDS, word);
}

/** Tells what a word means on any other device; undefined for a plain press. */
export function commonMeaning(word: string): ActionMeaning | undefined {
  return lookUp(COMMON_WORDS, word);
}

/** Devices with several endpoints append the endpoint's name: `panic_2`. */
function lookUp(table: Readonly<Record<string, ActionMeaning>>, word: string): ActionMeaning | undefined {
  if (Object.hasOwn(table, word)) return table[word];
  const base = word.replace(/_[a-z]*\d+$/, '');
  return Object.hasOwn(table, base) ? table[base] : undefined;
}
