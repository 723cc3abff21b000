/** What an `alarm event` node can tell, in the order its editor shows. */
export const EVENT_WORDS = [
  'arming',
  'armed',
  'disarmed',
  'entry',
  'alarm',
  'verifying',
  'silenced',
  'restored',
  'refused',
  'bypassed',
  'unbypassed',
  'chime',
  'ring',
  'button',
  'panic',
  'tamper',
  'trouble',
  'trouble-over',
  'link-lost',
  'link-found',
] as const;

export type EventWord = (typeof EVENT_WORDS)[number];
