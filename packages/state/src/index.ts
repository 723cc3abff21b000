export * from './device-reducer.ts';
export * from './home-store.ts';
export * from './lasting.ts';
export * from './selectors.ts';
