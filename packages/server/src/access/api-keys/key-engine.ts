import { AsyncLocalStorage } from 'node:async_hooks';
import { apiKey } from '@better-auth/api-key';
import { betterAuth } from 'better-auth';
import type { Keyring } from '../../platform/index.ts';
import { silenceTelemetry } from '../silence-telemetry.ts';

export type MadeKey = {
  /** Shown once, kept nowhere. */
  readonly key: string;
  readonly digest: string;
  readonly firstLetters: string;
};

/** Makes keys and recognises them. What is known of a key stays in our tables: the library only makes and digests it. */
export interface KeyEngine {
  make(userId: string): Promise<MadeKey>;
  /** `find` looks a digest up among the keys in force. Answers false without a look for what cannot be a key. */
  verify(key: string, find: (digest: string) => Promise<boolean>): Promise<boolean>;
}

const prefix = 'dbk_';
const lettersMax = 64;
const shape = new RegExp(`^${prefix}[A-Za-z]{${lettersMax}}$`);
const keyName = 'api-key:';

/** Where the library believes to keep keys: for the time of one call, and only under their digest. */
type Shelf = {
  readonly get: (digest: string) => Promise<string | null>;
  readonly put: (digest: string) => void;
};

/**
 * @better-auth/api-key with a store of its own instead of its table: that one is global, is written twice at each use, and
 * loses expired keys without a word. Time and limits are ours, so the library is told of neither.
 */
export function createKeyEngine(keyring: Keyring): KeyEngine {
  silenceTelemetry();
  const shelves = new AsyncLocalStorage<Shelf>();
  const auth = authOn(keyring, shelves);
  return {
    make: async (userId) => {
      const put: string[] = [];
      const shelf = { get: async () => null, put: (digest: string) => put.push(digest) };
      const made = await shelves.run(shelf, () => auth.api.createApiKey({ body: { userId } }));
      const [digest] = put;
      if (digest === undefined || made.start === null) throw new Error('the library made no key');
      return { key: made.key, digest, firstLetters: made.start };
    },
    verify: async (key, find) => {
      if (!shape.test(key)) return false;
      const known = new Map<string, string | null>();
      const get = async (digest: string) => {
        const found = known.get(digest) ?? ((await find(digest)) ? recordOf(digest) : null);
        known.set(digest, found);
        return found;
      };
      const answer = await shelves.run({ get, put: () => undefined }, () =>
        auth.api.verifyApiKey({ body: { key } }),
      );
      return answer.valid;
    },
  };
}

function authOn(keyring: Keyring, shelves: AsyncLocalStorage<Shelf>) {
  const digestOf = (name: string) => {
    const rest = name.startsWith(keyName) ? name.slice(keyName.length) : '';
    return /^[A-Za-z0-9_-]{43}$/.test(rest) ? rest : null;
  };
  const customStorage = {
    get: async (name: string) => {
      const digest = digestOf(name);
      return digest === null ? null : ((await shelves.getStore()?.get(digest)) ?? null);
    },
    set: async (name: string) => {
      const digest = digestOf(name);
      if (digest !== null) shelves.getStore()?.put(digest);
    },
    delete: async () => undefined,
    // Never asked of a store of keys; nothing is kept here that could be counted or taken out.
    getAndDelete: async () => null,
    increment: async () => 0,
  };
  return betterAuth({
    appName: 'Daybook',
    baseURL: 'http://127.0.0.1',
    secret: keyring.derive('api keys').toString('base64url'),
    telemetry: { enabled: false },
    rateLimit: { enabled: false },
    logger: { disabled: true },
    plugins: [
      apiKey({
        storage: 'secondary-storage',
        customStorage,
        defaultPrefix: prefix,
        defaultKeyLength: lettersMax,
        rateLimit: { enabled: false },
        startingCharactersConfig: { shouldStore: true, charactersLength: prefix.length + 6 },
      }),
    ],
  });
}

const someTime = new Date(0).toISOString();

/** What the library has to find to call a digest known; it judges nothing but that. */
function recordOf(digest: string): string {
  const times = { createdAt: someTime, updatedAt: someTime };
  const record = { id: digest, configId: 'default', referenceId: 'owner', key: digest, enabled: true };
  return JSON.stringify({ ...record, ...times, remaining: null, rateLimitEnabled: false });
}
