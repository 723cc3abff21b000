import { openConfiguredHome } from '@nightlatch/assembly';
import type { API } from 'homebridge';
import { PLATFORM_NAME, PLUGIN_NAME } from './names.ts';
import { platformFor } from './platform.ts';

/** What Homebridge calls when it loads the plugin. */
export default (api: API): void => api.registerPlatform(PLUGIN_NAME, PLATFORM_NAME, platformFor(openConfiguredHome));
