import { expect, test } from '@jest/globals';
import type { ClusterStates, EndpointHost, EndpointPlan } from '@nightlatch/bridge-matter';
import { inOlderWords } from './older-words.ts';

/** What a host is told of an endpoint that reads so. */
function told(initial: ClusterStates, clusters: ClusterStates): EndpointPlan {
  const plans: EndpointPlan[] = [];
  const host: EndpointHost = {
    show: (plan) => void plans.push(plan),
    refresh: () => undefined,
    remove: () => undefined,
    settled: async () => undefined,
  };
  inOlderWords(host).show({
    key: 'smoke',
    kind: 'smoke',
    power: 'none',
    name: 'Smoke',
    rank: 2,
    shape: 'smoke',
    about: { vendor: 'Nightlatch', product: 'Device', serial: 'smoke' },
    initial,
    read: () => ({ reachable: true, clusters }),
  });
  const [plan] = plans;
  if (!plan) throw new Error('Nothing was shown.');
  return plan;
}

test('a smoke alarm that detects nothing has a hardware fault, where Matter has no word for inoperative', () => {
  const plan = told({ smokeCoAlarm: { expressedState: 9 } }, { smokeCoAlarm: { expressedState: 9, smokeState: 0 } });
  expect(plan.initial).toEqual({ smokeCoAlarm: { expressedState: 5 } });
  expect(plan.read().clusters).toEqual({ smokeCoAlarm: { expressedState: 5, smokeState: 0 } });
});

test.each([
  ['smoke', { smokeCoAlarm: { expressedState: 1, smokeState: 2 } }],
  ['carbon monoxide', { smokeCoAlarm: { expressedState: 2, coState: 2 } }],
])('an alarm of %s is told as it is', (_, clusters: ClusterStates) => {
  expect(told({ smokeCoAlarm: { expressedState: 9 } }, clusters).read().clusters).toEqual(clusters);
});
