export { openRemoteHome } from './remote-home.ts';
export type { RemoteHome, RemoteHomeOptions } from './remote-home.ts';
