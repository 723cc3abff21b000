import type { MatterbridgeForm } from '@nightlatch/assembly';

/** What the form says beside the configuration's own schema. `scripts/config-schema.ts` writes the file. */
export const FORM: MatterbridgeForm = {
  title: 'Nightlatch',
  description: 'Home security: sensors, locks with PINs and a real alarm in every Matter app.',
};
