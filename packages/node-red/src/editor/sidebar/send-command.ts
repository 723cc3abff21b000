import type { SidebarAnswer } from '../../sidebar/home-view.ts';

/** A command as the runtime half takes it. */
export interface SidebarCommand {
  /** A mode to arm, `off`, or `silence`. */
  readonly mode: string;
  readonly partition: string;
  readonly force?: boolean;
  readonly hazard?: string;
  readonly code?: string;
}

/** What came of a command: the home's answer, or why it has none. */
export type Outcome = SidebarAnswer | { readonly ok: false; readonly problem: string };

/** Sends a command over Node-RED's admin API, which knows who is logged in. The code is in the request and nowhere else. */
export async function sendCommand(home: string, command: SidebarCommand): Promise<Outcome> {
  try {
    return (await $.ajax({
      method: 'POST',
      url: `nightlatch/${encodeURIComponent(home)}/command`,
      contentType: 'application/json',
      data: JSON.stringify(command),
    })) as SidebarAnswer;
  } catch (failure) {
    const { status, responseJSON } = failure as { status?: number; responseJSON?: { problem?: string } };
    return { ok: false, problem: responseJSON?.problem ?? (status === 401 ? 'permission' : 'unreachable') };
  }
}
