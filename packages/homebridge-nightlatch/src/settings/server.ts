import { HomebridgePluginUiServer } from '@homebridge/plugin-ui-utils';
import { SettingsDesk } from './settings-desk.ts';

/** Answers the settings page for as long as it is open. */
export function startSettingsServer(): SettingsServer {
  return new SettingsServer();
}

/** The settings page's side in Homebridge's UI: a process that lives while the page is open. */
export class SettingsServer extends HomebridgePluginUiServer {
  constructor() {
    super();
    const desk = new SettingsDesk({
      storagePath: this.homebridgeStoragePath ?? process.cwd(),
      ...(this.homebridgeConfigPath === undefined ? {} : { configPath: this.homebridgeConfigPath }),
      push: (event, data) => this.pushEvent(event, data),
    });
    for (const path of desk.paths) this.onRequest(path, (body: unknown) => desk.answer(path, body));
    process.once('SIGTERM', () => void desk.close().finally(() => process.exit(0)));
    this.ready();
  }
}
