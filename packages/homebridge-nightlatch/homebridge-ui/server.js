import { SettingsServer } from 'homebridge-nightlatch/settings';

new SettingsServer();
