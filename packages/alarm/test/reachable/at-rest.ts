import type { AlarmConfig } from '../../src/config.ts';
import { initialState, transition } from '../../src/engine.ts';
import type { AlarmInput } from '../../src/input.ts';
import type { EngineState } from '../../src/state.ts';
import { BEGIN } from './canonical.ts';

/** The house as it begins: every device there and at rest. */
export function atRest(config: AlarmConfig): EngineState {
  let state = initialState(config, BEGIN);
  const feed = (input: AlarmInput): void => {
    state = transition(state, input).state;
  };
  for (const { device, signal } of config.partitions.flatMap(({ zones }) => zones)) {
    feed({ type: 'availability', at: BEGIN, device, available: true });
    const value = signal === 'contact' ? 'closed' : false;
    feed({ type: 'attribute', at: BEGIN, device, attribute: signal as 'contact', value, cause: 'live' });
  }
  return state;
}
