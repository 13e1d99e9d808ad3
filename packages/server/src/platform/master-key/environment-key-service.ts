import { refuse } from '../errors.ts';
import { fingerprintOf, type KeyService } from './key-service.ts';

/**
 * The master key of DAYBOOK_MASTER_KEY (32 bytes, base64). While it is replaced, the one before stands in
 * DAYBOOK_MASTER_KEY_PREVIOUS. Daybook cannot write there, so a new key is always given, never made.
 */
export function createEnvironmentKeyService(environment: NodeJS.ProcessEnv): KeyService {
  const given = parseKey(environment.DAYBOOK_MASTER_KEY);
  const known = [given, parseKey(environment.DAYBOOK_MASTER_KEY_PREVIOUS)];
  return {
    kind: 'environment',
    source: 'the environment variable DAYBOOK_MASTER_KEY',
    given: () => given,
    wrap: async () => null,
    unwrap: async ({ fingerprint }) => {
      const found = known.find((key) => key !== null && fingerprintOf(key) === fingerprint);
      return found ?? refuse('keys-missing', undefined, `set DAYBOOK_MASTER_KEY to the key ${fingerprint}`);
    },
    settle: async () => undefined,
  };
}

function parseKey(text: string | undefined): Buffer | null {
  if (!text) return null;
  const key = Buffer.from(text, 'base64');
  return key.length === 32 ? key : refuse('keys-missing', 'the master key must be 32 bytes');
}
