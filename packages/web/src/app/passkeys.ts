import { ApiError, read } from '@daybook/client';
import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser';
import { textsOf } from '../messages/catalogue.ts';
import { api } from './api.ts';

const en = {
  cancelled: ['the passkey was not used', 'nothing happened; try again when you are ready'],
  known: ['this device already holds a passkey of yours', 'use another device, or remove the passkey first'],
  unverified: [
    'this device cannot check that it is you',
    'set up a PIN, a fingerprint or a face on it, or use another device',
  ],
} as const;
const texts = textsOf({ en });

/** What this browser says of passkeys at this address, before anybody asks the server. */
export type PasskeySupport = 'yes' | 'no' | 'ip-address';

export function passkeySupport(): PasskeySupport {
  if (/^[\d.]+$|^\[/.test(window.location.hostname)) return 'ip-address';
  return window.isSecureContext && 'PublicKeyCredential' in window ? 'yes' : 'no';
}

/** The same page under the name this machine gives itself; null where that is not this machine. */
export function localAddress(): string | null {
  const { hostname, port, protocol } = window.location;
  const isLoopback = hostname === '127.0.0.1' || hostname === '[::1]';
  return isLoopback && protocol === 'http:' ? `http://localhost:${port}` : null;
}

/** Makes a passkey on a device and keeps it. Throws `proof-needed` where the password is asked for. */
export async function makePasskey({ name, password }: { name: string; password: string }): Promise<void> {
  const body = password === '' ? {} : { password };
  const offered = await read(api.POST('/api/account/passkeys/options', { body }));
  const { startRegistration } = await import('@simplewebauthn/browser');
  // Transports are an open list of words in the API, a closed one in the library's types.
  const optionsJSON = offered as PublicKeyCredentialCreationOptionsJSON;
  const made = await asked(() => startRegistration({ optionsJSON }));
  const { clientDataJSON, attestationObject, transports } = made.response;
  const response = {
    ...{ id: made.id, rawId: made.rawId, type: 'public-key' as const, clientExtensionResults: {} },
    response: { clientDataJSON, attestationObject, ...(transports && { transports }) },
  };
  await read(api.POST('/api/account/passkeys', { body: { name, response } }));
}

/** Signs in with a passkey of this person, whoever they are. */
export async function signInWithPasskey(): Promise<void> {
  const offered = await read(api.POST('/api/sign-in/passkey/options', { body: {} }));
  const { startAuthentication } = await import('@simplewebauthn/browser');
  const optionsJSON: PublicKeyCredentialRequestOptionsJSON = offered;
  const { id, rawId, response } = await asked(() => startAuthentication({ optionsJSON }));
  const { clientDataJSON, authenticatorData, signature, userHandle } = response;
  const body = {
    ...{ id, rawId, type: 'public-key' as const, clientExtensionResults: {} },
    response: { clientDataJSON, authenticatorData, signature, ...(userHandle && { userHandle }) },
  };
  await read(api.POST('/api/sign-in/passkey', { body: { response: body } }));
}

/** What the device or its owner refused, in our words. */
async function asked<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    const words =
      name === 'InvalidStateError'
        ? texts.known
        : name === 'ConstraintError'
          ? texts.unverified
          : texts.cancelled;
    throw new ApiError({ code: 'passkey-not-used', message: words[0], hint: words[1] }, 0);
  }
}
