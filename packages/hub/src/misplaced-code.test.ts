import { expect, test } from '@jest/globals';
import { HomeStore } from '@nightlatch/state';
import { withoutMisplacedCode } from './misplaced-code.ts';

const { snapshot } = new HomeStore('online');

test('masks a code that stands where a name belongs', () => {
  expect(withoutMisplacedCode({ type: 'disarm', partition: '8675309' }, snapshot)).toEqual({
    type: 'disarm',
    partition: '****',
  });
  expect(withoutMisplacedCode({ type: 'arm', mode: '4711' }, snapshot)).toEqual({ type: 'arm', mode: '****' });
  expect(withoutMisplacedCode({ type: 'unlock', device: '4711' }, snapshot)).toEqual({
    type: 'unlock',
    device: '****',
  });
});

test('leaves names alone, also those of digits that the home knows', () => {
  const store = new HomeStore('online');
  const view = { id: '1001', name: 'Shed', state: 'disarmed', ready: {}, bypassed: [], alarms: [], zones: [] } as const;
  store.setPartition({ type: 'partition', partition: '1001', to: view, at: 0 });
  for (const partition of ['1001', 'house', '7']) {
    const command = { type: 'disarm', partition } as const;
    expect(withoutMisplacedCode(command, store.snapshot)).toEqual(command);
  }
});
