import type { ClusterStates, EndpointHost, EndpointPlan } from '@nightlatch/bridge-matter';

/** `ExpressedStateEnum` of the smoke and CO alarm: Matter 1.6 has a word for "detects nothing" that 1.5 has not. */
const INOPERATIVE = 9;
const HARDWARE_FAULT = 5;

/** Says to a host with the matter.js of Matter 1.5 what it has words for. */
export function inOlderWords(host: EndpointHost): EndpointHost {
  return {
    show: (plan) => host.show(older(plan)),
    refresh: (key, events) => host.refresh(key, events),
    remove: (key) => host.remove(key),
    complete: () => host.complete?.(),
    settled: async () => await host.settled(),
  };
}

function older(plan: EndpointPlan): EndpointPlan {
  if (!plan.initial['smokeCoAlarm']) return plan;
  return {
    ...plan,
    initial: reword(plan.initial),
    read: () => {
      const reading = plan.read();
      return { ...reading, clusters: reword(reading.clusters) };
    },
  };
}

function reword(states: ClusterStates): ClusterStates {
  const { smokeCoAlarm } = states;
  if (smokeCoAlarm?.['expressedState'] !== INOPERATIVE) return states;
  return { ...states, smokeCoAlarm: { ...smokeCoAlarm, expressedState: HARDWARE_FAULT } };
}
