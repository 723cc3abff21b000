import type { Behavior } from '@matter/main';
import type { ModeSelect } from '@matter/main/clusters/mode-select';
import type { Asking } from './asking.ts';
import type { MatterModule } from './matter-module.ts';
import { throwRefusal } from './refusal-status.ts';

/** Makes the server of a mode selector that asks the home; its state follows the home alone. */
export function modeSelectServer(matter: MatterModule, asking: Asking): Behavior.Type {
  return class HomeModeSelectServer extends matter.ModeSelectServer {
    override async changeToMode({ newMode }: ModeSelect.ChangeToModeRequest): Promise<void> {
      throwRefusal(matter, await asking.ask(this.endpoint, { type: 'mode', mode: newMode }));
    }
  };
}
