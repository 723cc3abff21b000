export * from './config.ts';
export * from './effect.ts';
export * from './engine.ts';
export * from './input.ts';
