export type { HostedHome } from './hosted-home.ts';
