import { startSettingsServer } from 'homebridge-nightlatch/settings';

startSettingsServer();
