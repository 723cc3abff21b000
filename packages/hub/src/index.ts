export * from './backup.ts';
export { openCodes } from './codes/code-registry.ts';
export type { CodeRecord, CodeRegistry, CodeVerdict } from './codes/code-registry.ts';
export { lockHolder } from './data-lock.ts';
export { openHub } from './hub.ts';
export { readJournal } from './journal/read-journal.ts';
export type { ReadJournalOptions } from './journal/read-journal.ts';
export type { Hub, HubOptions, SeedCode } from './options.ts';
