export type { LinkClient } from './client-registry.ts';
export { ClientSource } from './client-source.ts';
export type { HostedHome, JournalAnchor } from './hosted-home.ts';
export { openLinkHost } from './open-link-host.ts';
export type { LinkHost, LinkHostOptions } from './open-link-host.ts';
