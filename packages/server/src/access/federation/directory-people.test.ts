import { afterAll, beforeAll, expect, test } from 'vitest';
import { cookieOf, get, post } from '../testing/start-access.ts';
import { answerAsProvider, type LocalServer, type Person, serveLocally, visit } from './testing/oidc-peer.ts';
import { base, begin, type Federation, landingOf, startFederation } from './testing/start-federation.ts';

// One provider that both signs people in and keeps the directory: who comes in under which of their addresses.
let federation: Federation;
let peer: LocalServer;
let provider: string;
let person: Person;
let scim: { readonly token: string; readonly path: string };

beforeAll(async () => {
  federation = await startFederation();
  const { server, cookie } = federation;
  peer = await serveLocally();
  const client = { clientId: 'daybook', clientSecret: 'a shared secret of the test' };
  answerAsProvider(peer, [], () => person);
  provider = await federation.addProvider({ kind: 'oidc', issuer: peer.url, ...client });
  answerAsProvider(peer, [`http://127.0.0.1:7400/api/sso/${provider}/callback`], () => person);
  const made = await post(server, `${base}/scim/token`, { daysValid: 10 }, cookie);
  const { endpoint } = (await get(server, `${base}/scim`, cookie)).json();
  scim = { token: made.json().token, path: new URL(endpoint, 'http://127.0.0.1:7400').pathname };
});

afterAll(async () => {
  await peer?.[Symbol.asyncDispose]();
  await federation?.[Symbol.asyncDispose]();
});

async function call(method: 'POST' | 'PATCH', path: string, body: object) {
  const answer = await federation.server.app.inject({
    method,
    url: `${scim.path}${path}`,
    headers: { authorization: `Bearer ${scim.token}`, 'content-type': 'application/scim+json' },
    payload: JSON.stringify(body),
  });
  expect(answer.statusCode).toBeLessThan(300);
  return answer.json<{ id: string }>();
}

/** Someone whose user name is another address than the one their mail goes to. */
function addToDirectory(name: string) {
  return call('POST', '/Users', {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
    userName: `${name}.upn@company.example`,
    displayName: name,
    emails: [
      { value: `${name}@company.example`, type: 'work', primary: true },
      { value: `${name}.other@company.example`, type: 'other' },
    ],
    active: true,
  });
}

function replace(id: string, path: string, value: unknown) {
  const schemas = ['urn:ietf:params:scim:api:messages:2.0:PatchOp'];
  return call('PATCH', `/Users/${id}`, { schemas, Operations: [{ op: 'replace', path, value }] });
}

async function comeIn(sub: string, email: string) {
  person = { sub, claims: { email, email_verified: true, name: sub } };
  const walk = await begin(federation.server, provider);
  const { searchParams } = await visit(walk.url);
  return get(federation.server, `/api/sso/${provider}/callback?${searchParams}`, walk.browser);
}

test('who was deactivated comes back under none of their addresses, not even as somebody new', async () => {
  const { id } = await addToDirectory('dora');
  await replace(id, 'active', false);

  const landings = [];
  for (const address of ['dora', 'dora.upn', 'DORA.other'])
    landings.push(landingOf(await comeIn(`${address}-1`, `${address}@company.example`)));

  expect(landings).toEqual(['not-a-member', 'was-removed', 'was-removed']);
});

test('under their user name people come in as themselves, and under an address beside it as nobody', async () => {
  await addToDirectory('emil');

  const beside = landingOf(await comeIn('emil-2', 'emil.other@company.example'));
  const own = await comeIn('emil-1', 'emil.upn@company.example');

  expect(beside).toBe('not-a-member');
  expect((await get(federation.server, '/api/session', cookieOf(own))).json().user.email).toBe(
    'emil@company.example',
  );
});

test('an address that went to somebody new brings no pseudonym of the one before', async () => {
  const { id } = await addToDirectory('frida');
  const { services } = federation.server;
  const subjectOf = async (address: string) => {
    const { rows } = await services.database.systemPool.query(
      'select subject_id as subject from scim_user where user_name_key = $1',
      [address],
    );
    return rows[0]?.subject;
  };
  const before = await subjectOf('frida.upn@company.example');
  await replace(id, 'emails', [{ value: 'frida.new@company.example', type: 'work', primary: true }]);
  await replace(id, 'active', false);
  // As if a source had told of the address while it was hers.
  services.knownSubjects.register(async (_tx, { email }) =>
    email === 'frida@company.example' ? before : null,
  );

  await call('POST', '/Users', {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
    userName: 'frida@company.example',
    active: true,
  });
  await replace(id, 'active', true);

  const after = await subjectOf('frida@company.example');
  expect(after).toMatch(/^sub_/);
  expect(after).not.toBe(before);
});
