import type { HomebridgeForm } from '@nightlatch/assembly';
import { PLATFORM_NAME } from './names.ts';

/** What `config.schema.json` says beside the configuration's own schema. `scripts/config-schema.ts` writes that file. */
export const FORM: HomebridgeForm = {
  pluginAlias: PLATFORM_NAME,
  customUi: true,
  headerDisplay:
    'Home security: sensors, locks and a real alarm in Apple Home. Run it as a child bridge, so that no other plugin can hold up or stop the alarm.',
  footerDisplay: 'Everything can also be written as JSON in the Homebridge configuration.',
};
