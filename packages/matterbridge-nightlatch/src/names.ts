/** The package's name, by which Matterbridge knows the plugin and its configuration. */
export const PLUGIN_NAME = 'matterbridge-nightlatch';

/** The folder in Matterbridge's own that holds the home: database, keys, what was shown. */
export const DATA_FOLDER = 'nightlatch';
