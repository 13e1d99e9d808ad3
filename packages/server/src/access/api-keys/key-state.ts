import type { Database, Services } from '../../platform/index.ts';
import { type AttemptLimit, createAttemptLimit } from '../attempt-limit.ts';
import { createKeyEngine, type KeyEngine } from './key-engine.ts';
import { createKeyUses, type KeyUses } from './key-uses.ts';

/** What is kept in memory about API keys for one running server. */
export type KeyState = {
  readonly engine: KeyEngine;
  readonly uses: KeyUses;
  /** Requests of each key, in this process. */
  readonly requests: AttemptLimit;
};

const states = new WeakMap<Database, KeyState>();

/** Made at the first key; what was counted is written down before the database closes. */
export function keyStateOf(services: Pick<Services, 'database' | 'keyring' | 'clock' | 'log'>): KeyState {
  const known = states.get(services.database);
  if (known !== undefined) return known;
  const state = {
    engine: createKeyEngine(services.keyring),
    uses: createKeyUses(services),
    requests: createAttemptLimit(),
  };
  states.set(services.database, state);
  services.database.beforeClose(() => state.uses.tell());
  return state;
}
