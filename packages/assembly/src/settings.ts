/** What a host's settings page needs beside the configuration itself: live devices, codes and secrets. */
export { codeAdvice } from './people/code-advice.ts';
export type { CodeAdvice } from './people/code-advice.ts';
export type { GuestRights } from './people/guest-rights.ts';
export { readGuestRights } from './people/guest-rights.ts';
export { PeopleDesk } from './people/people-desk.ts';
export type { LearningView, PeopleView } from './people/people-desk.ts';
export { peopleHouse } from './people/people-house.ts';
export type { PeopleHouse } from './people/people-house.ts';
export type { CredentialView, PersonView } from './people/person-view.ts';
export { probeZigbee2Mqtt } from '@nightlatch/source-zigbee2mqtt';
export type { FoundBridge, ProbeOptions, ProbeResult } from '@nightlatch/source-zigbee2mqtt';
export { saveSecret } from './load/save-secret.ts';
