export * from './collect-replay.ts';
export * from './misbehaviours.ts';
export * from './read-replay.ts';
export * from './replay.ts';
export * from './replay-server.ts';
