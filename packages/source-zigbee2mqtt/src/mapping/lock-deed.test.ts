import { expect, test } from '@jest/globals';
import { readLockDeed } from './lock-deed.ts';

test.each([
  ['unlock', { action_source_name: 'keypad', action_user: 3 }, { to: 'unlocked', by: 'code', slot: '3' }],
  ['unlock', { action_source_name: 'rfid', action_user: 0 }, { to: 'unlocked', by: 'tag', slot: '0' }],
  ['unlock', { action_source_name: 'fingerprint', action_user: '7' }, { to: 'unlocked', by: 'tag', slot: '7' }],
  ['lock', { action_source_name: 'keypad', action_user: 65_535 }, { to: 'locked', by: 'code' }],
  ['manual_unlock', {}, { to: 'unlocked', by: 'hand' }],
  ['key_lock', { action_user: null }, { to: 'locked', by: 'hand' }],
  ['auto_lock', { action_source_name: 'constructor' }, { to: 'locked', by: 'other' }],
  ['unlock', { action_source_name: 'rf', action_user: { toString: 1 } }, { to: 'unlocked', by: 'other' }],
  ['unlock_failure_invalid_pin_or_id', { action_source_name: 'keypad', action_user: 3 }, { by: 'code', slot: '3' }],
  ['unknown', {}, { by: 'other' }],
])('%s with %j', (word, payload, deed) => {
  expect(readLockDeed(word, payload)).toEqual({ type: 'lock-worked', ...deed });
});
