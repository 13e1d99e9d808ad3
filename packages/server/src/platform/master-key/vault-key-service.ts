import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { refuse } from '../errors.ts';
import { ExchangeFailed, exchange } from '../exchange.ts';
import { fingerprintOf, type KeyService } from './key-service.ts';

export type VaultSettings = {
  /** Address of the service, e.g. `https://vault.company.example:8200`. */
  readonly url: string;
  /** Name of its transit key. */
  readonly key: string;
  /** Holds the token; read anew for each call, so that an agent may renew it. */
  readonly tokenFile: string;
  /** Mount point of the engine; `transit` when not given. */
  readonly mount?: string;
  readonly timeoutMs?: number;
};

const timeoutDefaultMs = 10_000;
const answerBytesMax = 64 * 1024;

/**
 * A key management service that speaks HashiCorp Vault's transit protocol, as OpenBao does: it wraps the master key under a
 * key that never leaves it. What it says is believed only as far as the fingerprint of the key bears it out.
 */
export function createVaultKeyService(settings: VaultSettings, network: typeof fetch): KeyService {
  const ask = (verb: 'encrypt' | 'decrypt', body: object) => call(settings, verb, body, network);
  const unwrap: KeyService['unwrap'] = async ({ fingerprint, wrapped }) => {
    if (wrapped === null) return failed('the database holds no key wrapped by it');
    const { plaintext = '' } = await ask('decrypt', { ciphertext: wrapped });
    const key = Buffer.from(plaintext, 'base64');
    return key.length === 32 && fingerprintOf(key) === fingerprint
      ? key
      : failed('it answered with another key than the one that was wrapped');
  };
  return {
    kind: 'kms',
    source: `the key \`${settings.key}\` of the key management service at ${new URL(settings.url).host}`,
    given: () => null,
    wrap: async (key) => {
      const { ciphertext = '' } = await ask('encrypt', { plaintext: Buffer.from(key).toString('base64') });
      if (!/^vault:v\d+:[A-Za-z0-9+/=]{1,4000}$/.test(ciphertext))
        failed('it answered without a wrapped key');
      // Nothing is put under a key before it was had back once.
      await unwrap({ fingerprint: fingerprintOf(key), wrapped: ciphertext });
      return ciphertext;
    },
    unwrap,
    settle: async () => undefined,
  };
}

/** From the environment; null where no service is configured. Refuses half a configuration. */
export function vaultSettingsOf(environment: NodeJS.ProcessEnv): VaultSettings | null {
  const { DAYBOOK_KMS_URL: url, DAYBOOK_KMS_KEY: key, DAYBOOK_KMS_TOKEN_FILE: tokenFile } = environment;
  if (!url && !key && !tokenFile) return null;
  if (!url || !key || !tokenFile)
    return refuse(
      'settings-invalid',
      'a key management service needs DAYBOOK_KMS_URL, DAYBOOK_KMS_KEY and DAYBOOK_KMS_TOKEN_FILE',
      'set all three, or none',
    );
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    return refuse('settings-invalid', 'DAYBOOK_KMS_URL is not an http or https address', 'correct it');
  if (!isConfidential(new URL(url)))
    return refuse(
      'settings-invalid',
      'DAYBOOK_KMS_URL is not https: the token and the master key would travel where others can read them',
      'use https; plain http is for a service on this machine alone',
    );
  if (!namePattern.test(key))
    return refuse('settings-invalid', 'DAYBOOK_KMS_KEY is not the name of a key', 'correct it');
  const mount = environment.DAYBOOK_KMS_MOUNT;
  if (mount && !namePattern.test(mount))
    return refuse('settings-invalid', 'DAYBOOK_KMS_MOUNT is not a mount point', 'correct it');
  return { url, key, tokenFile, ...(mount && { mount }) };
}

function isConfidential({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}

const namePattern = /^[A-Za-z0-9_.-]{1,200}$/;
const answerSchema = z.object({
  data: z.object({ ciphertext: z.string().optional(), plaintext: z.string().optional() }),
});

async function call(
  { url, key, tokenFile, mount = 'transit', timeoutMs = timeoutDefaultMs }: VaultSettings,
  verb: string,
  body: object,
  network: typeof fetch,
): Promise<z.output<typeof answerSchema>['data']> {
  const token = (
    await readFile(tokenFile, 'utf8').catch(() => failed('its token file cannot be read'))
  ).trim();
  if (!/^[\x21-\x7e]{1,2000}$/.test(token)) failed('its token file holds no token');
  const answer = await exchange(
    {
      method: 'POST',
      url: `${url.replace(/\/$/, '')}/v1/${mount}/${verb}/${key}`,
      body: new TextEncoder().encode(JSON.stringify(body)),
      contentType: 'application/json',
      headers: { 'x-vault-token': token },
      timeoutMs,
      answerSizeMaxBytes: answerBytesMax,
    },
    network,
  ).catch((error: unknown) =>
    failed(error instanceof ExchangeFailed ? error.message : 'it could not be asked'),
  );
  if (answer.status !== 200)
    failed(meanings[answer.status] ?? `it answered with the status ${answer.status}`);
  return parseAnswer(answer.body);
}

function parseAnswer(body: Buffer): z.output<typeof answerSchema>['data'] {
  try {
    return answerSchema.parse(JSON.parse(body.toString('utf8'))).data;
  } catch {
    return failed('it answered with something else than the protocol says');
  }
}

const meanings: Readonly<Record<number, string>> = {
  400: 'it does not know this key or this wrapped key',
  403: 'it does not take our token any more',
  404: 'it has no such key, or keeps it elsewhere',
  429: 'it is a standby, or has too much to do',
  473: 'it is a standby',
  503: 'it is sealed or down',
};

function failed(why: string): never {
  return refuse('key-service-failed', `the key management service does not help: ${why}`);
}
