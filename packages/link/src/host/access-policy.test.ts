import { expect, test } from '@jest/globals';
import { topicsOf } from '../wire/topics.ts';
import { mayPublish, mayReceive, maySubscribe } from './access-policy.ts';

const HOME = topicsOf('home');
const ROOT = 'nightlatch/home';

test.each([
  ['command/phone', true],
  ['partition/house/set', true],
  ['source/phone', true],
  ['source/panel', false],
  ['source/phone/more', false],
  ['order/phone', false],
  ['command/panel', false],
  ['command/phone/more', false],
  ['command/', false],
  ['command', false],
  ['partition/house', false],
  ['partition/house/state', false],
  ['partition//set', false],
  ['partition/a/b/set', false],
  ['status', false],
  ['status/claim', false],
  ['event', false],
  ['journal', false],
  ['device/a/b', false],
  ['result/phone', false],
])('the client "phone" may publish %s: %s', (topic, may) => {
  expect(mayPublish(HOME, 'phone', `${ROOT}/${topic}`)).toBe(may);
});

test.each([
  ['status', true],
  ['event', true],
  ['journal', true],
  ['journal/more', false],
  ['device/a/b', true],
  ['partition/house', true],
  ['partition/house/state', true],
  ['partition/house/hazard/fire', true],
  ['result/phone', true],
  ['result/panel', false],
  ['order/phone', true],
  ['order/panel', false],
  ['source/phone', false],
  ['command/phone', false],
  ['partition/house/set', false],
  ['status/claim', false],
  ['anything', false],
])('the client "phone" may receive %s: %s', (topic, may) => {
  expect(mayReceive(HOME, 'phone', `${ROOT}/${topic}`)).toBe(may);
});

test('nobody may publish, read or ask for what is outside the home', () => {
  for (const topic of ['nightlatch/other/status', '$SYS/x', 'nightlatch/home', 'nightlatch/homestead/event']) {
    expect([
      mayPublish(HOME, 'phone', topic),
      mayReceive(HOME, 'phone', topic),
      maySubscribe(HOME, 'phone', topic),
    ]).toEqual([false, false, false]);
  }
});

test.each([
  ['#', true],
  [`${ROOT}/#`, true],
  [`${ROOT}/device/#`, true],
  [`${ROOT}/result/phone`, true],
  [`${ROOT}/result/panel`, false],
  [`${ROOT}/result/+`, false],
  [`${ROOT}/order/phone`, true],
  [`${ROOT}/order/#`, false],
  [`${ROOT}/source/phone`, false],
  [`${ROOT}/command/#`, false],
  [`${ROOT}/partition/+/set`, false],
])('the client "phone" may subscribe to %s: %s', (filter, may) => {
  expect(maySubscribe(HOME, 'phone', filter)).toBe(may);
});
