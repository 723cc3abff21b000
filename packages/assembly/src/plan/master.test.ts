import { describe, expect, test } from '@jest/globals';
import { ConfigError } from '@nightlatch/model';
import { readConfig } from '../load/load-config.ts';
import type { ConfigInput } from '../schema/configuration-schema.ts';
import { planMaster } from './master.ts';

const TWO = [{ id: 'flat' }, { id: 'garage' }];
const planned = (config: ConfigInput) => planMaster(readConfig(config, { env: {} }).config);

function problem(config: ConfigInput): string {
  try {
    readConfig(config, { env: {} });
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
  }
  return 'none';
}

describe('the master', () => {
  test('is every partition under the name of the home, where there are several', () => {
    expect(planned({ home: { name: 'Mill Lane' }, partitions: TWO })).toEqual({
      id: 'all',
      name: 'Mill Lane',
      partitions: ['flat', 'garage'],
    });
    expect(planned({})).toBeUndefined();
  });

  test('is what the owner says, or none', () => {
    const three = [...TWO, { id: 'stable' }];
    const master = { id: 'house', name: 'House', partitions: ['flat', 'garage'] };
    expect(planned({ partitions: three, master })).toEqual(master);
    expect(planned({ partitions: three, master: false })).toBeUndefined();
  });

  test('gives way to a partition that is called as it would be', () => {
    expect(planned({ partitions: [{ id: 'all' }, { id: 'garage' }] })).toBeUndefined();
  });

  test.each([
    ['master.id', { id: 'flat' }],
    ['master.partitions.1', { partitions: ['flat', 'cellar'] }],
    ['master.partitions.1', { partitions: ['flat', 'flat'] }],
  ])('with a mistake at %s is refused there', (key, master) => {
    expect(problem({ partitions: TWO, master })).toContain(key);
  });

  test('of one partition is refused', () => {
    expect(problem({ master: {} })).toContain('A master of one partition is that partition.');
  });
});
