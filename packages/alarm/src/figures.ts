/*
 * Figures of the false-alarm rules, in the one place from which the engine, the defaults of the configuration and whoever
 * judges a configuration take them. Seconds, unless they say otherwise.
 */

/** How long the report of an intrusion is held. @see ANSI/SIA CP-01, abort window: 30 by default, 15–45 */
export const ABORT_WINDOW_SECONDS = 30;
export const ABORT_WINDOW_RANGE = { least: 15, most: 45 } as const;

/** The most that entry delay and abort window may take together. @see ANSI/SIA CP-01 */
export const ENTRY_AND_ABORT_SECONDS = 60;

/** How long a report can be cancelled. @see ANSI/SIA CP-01, cancel window: at least 5 minutes */
export const CANCEL_WINDOW_SECONDS = 300;

/** An alarm so soon after arming is likely its people's. @see ANSI/SIA CP-01, recent closing */
export const RECENT_CLOSING_SECONDS = 120;

/** Alarms of one zone until it is shut down. @see ANSI/SIA CP-01, swinger shutdown: 1–6 */
export const SWINGER_TRIPS = 2;
export const SWINGER_TRIPS_RANGE = { least: 1, most: 6 } as const;
/** A zone that was shut down is watched again after 8 hours. */
export const SWINGER_SECONDS = 8 * 3600;

/** Beeps hasten for the last so many seconds of a delay. @see ANSI/SIA CP-01, progress annunciation */
export const PROGRESS_FAST_SECONDS = 10;

/** How long a door that ends the exit delay must stay closed: a bolt bounces. @see Alarmo, `arm_on_close` */
export const ARM_ON_CLOSE_SECONDS = 5;

/** How long a fire detector is looked at again before it is reported, where the owner wants it to be. */
export const VERIFY_SECONDS = 60;

/** A zone in test trips again by itself after so long: nothing stays in test because somebody forgot it. */
export const ZONE_TEST_SECONDS = 600;
