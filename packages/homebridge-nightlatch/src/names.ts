/** The package's name, by which Homebridge knows the plugin. */
export const PLUGIN_NAME = 'homebridge-nightlatch';

/** What stands in `platform` of Homebridge's configuration; the same as `pluginAlias` in config.schema.json. */
export const PLATFORM_NAME = 'Nightlatch';

/** The folder in Homebridge's storage that holds the home: database, keys, secrets. */
export const DATA_FOLDER = 'nightlatch';
