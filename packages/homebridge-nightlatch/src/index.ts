import * as assembly from '@nightlatch/assembly';
import type { API } from 'homebridge';
import { PLATFORM_NAME, PLUGIN_NAME } from './names.ts';
import type { OpenHome } from './platform.ts';
import { platformFor } from './platform.ts';

const { openHome } = assembly as unknown as { openHome: OpenHome };

/** What Homebridge calls when it loads the plugin. */
export default (api: API): void => api.registerPlatform(PLUGIN_NAME, PLATFORM_NAME, platformFor(openHome));
