import type { ArmMode, PartitionView } from '@nightlatch/model';
import { ALARM_WORDS } from './alarm-words.ts';
import type { EndpointPlan } from './endpoint-plan.ts';
import type { Frame } from './partition-frame.ts';
import { askDisarm } from './partition-frame.ts';
import type { Stage } from './stage.ts';
import { trustedPartition } from './stage.ts';

const DISARMED = 0;

/** Plans an alarm as a mode selector: disarmed, and each mode that the partition has. */
export function planModeSelect(stage: Stage, { id, ready }: PartitionView, own: Frame): EndpointPlan {
  const words = ALARM_WORDS[stage.language];
  const modes: readonly ArmMode[] = Object.keys(ready);
  const labels = [words.companions.disarmed, ...modes.map((mode) => capital(words.modes[mode] ?? mode))];
  return {
    ...own,
    kind: 'mode-select',
    // Its modes cannot change while it lives.
    shape: JSON.stringify(labels),
    initial: {
      modeSelect: {
        description: own.name.slice(0, 64),
        standardNamespace: null,
        supportedModes: labels.map((label, mode) => ({ label: label.slice(0, 64), mode, semanticTags: [] })),
        currentMode: DISARMED,
      },
    },
    read: () => {
      const view = trustedPartition(stage, id);
      const currentMode = view && view.state !== 'disarmed' ? modes.indexOf(view.mode ?? '') + 1 : DISARMED;
      return { reachable: view !== undefined, clusters: view ? { modeSelect: { currentMode } } : {} };
    },
    ask: async (request) => {
      if (request.type !== 'mode') return { ok: false, reason: 'invalid' };
      const mode = modes[request.mode - 1];
      if (mode !== undefined) {
        return await stage.desk.ask({ type: 'arm', partition: id, mode }, `arm ${own.name} (${mode})`);
      }
      if (request.mode !== DISARMED) return { ok: false, reason: 'unknown-mode' };
      const known = trustedPartition(stage, id);
      return known?.state === 'disarmed' ? { ok: true } : await askDisarm(stage, id, own.name);
    },
  };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
