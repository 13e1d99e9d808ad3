import { authenticatorCode } from '../../packages/server/src/access/testing/authenticator.ts';
import type { Asker } from './fuzz-operations.ts';

export type Identities = {
  /** Headers each asker sends. */
  readonly headers: Readonly<Record<Asker, Readonly<Record<string, string>>>>;
  /** Of the SCIM provider. */
  readonly provider: string;
};

export type IdentityAnswer = {
  readonly status: number;
  readonly cookies: readonly string[];
  readonly json: unknown;
};

/** Sends JSON as a page of ours does, and reads the answer. */
export type AskAs = (
  method: 'GET' | 'POST',
  path: string,
  body: object | null,
  cookie: string,
) => Promise<IdentityAnswer>;

export const person = {
  name: 'Ada Example',
  email: 'ada@company.example',
  password: 'a long enough phrase',
} as const;

/** Everybody who may ask, made over the routes: an owner who enrols a second factor, a key of theirs, a token for SCIM. */
export async function makeIdentities(ask: AskAs, setupToken: string): Promise<Identities> {
  const begun = await ask(
    'POST',
    '/api/setup',
    { token: setupToken, workspaceName: 'Company', ...person },
    '',
  );
  const { password } = person;
  const first = cookieOf(begun);
  const enrolling = await ask('POST', '/api/account/totp', { password }, first);
  const secret = textIn(enrolling.json, 'secret');
  const code = { code: authenticatorCode(secret) };
  const cookie = cookieOf(await ask('POST', '/api/account/totp/confirm', code, first));
  return renewIdentities(ask, cookie);
}

/** A new key and a new token for whoever has this session: earlier rounds may have ended theirs. */
export async function renewIdentities(ask: AskAs, cookie: string): Promise<Identities> {
  const scopes = [
    'ledger.list',
    'ledger.read',
    'item.list',
    'connection.list',
    'finding.list',
    'member.list',
  ];
  const key = await ask('POST', '/api/workspaces/default/keys', { name: 'fuzz', scopes }, cookie);
  const token = await ask('POST', '/api/workspaces/default/scim/token', { daysValid: 1 }, cookie);
  const scim = await ask('GET', '/api/workspaces/default/scim', null, cookie);
  const provider = /\/api\/scim\/([^/"]+)\//.exec(JSON.stringify(scim.json))?.[1] ?? 'none';
  return {
    headers: {
      person: { cookie },
      key: { authorization: `Bearer ${textIn(key.json, 'key')}` },
      provider: { authorization: `Bearer ${textIn(token.json, 'token')}` },
      nobody: {},
    },
    provider,
  };
}

function cookieOf({ cookies }: IdentityAnswer): string {
  return cookies.map((line) => line.split(';')[0]).join('; ');
}

function textIn(json: unknown, name: string): string {
  const value: unknown = typeof json === 'object' && json !== null ? Reflect.get(json, name) : undefined;
  if (typeof value !== 'string')
    throw new Error(`no \`${name}\` in the answer: ${JSON.stringify(json).slice(0, 300)}`);
  return value;
}
