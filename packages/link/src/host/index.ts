export type { LinkClient } from './client-registry.ts';
export type { HostedHome } from './hosted-home.ts';
export { openLinkHost } from './open-link-host.ts';
export type { LinkHost, LinkHostOptions } from './open-link-host.ts';
