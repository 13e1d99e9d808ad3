import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createWorkspace } from '../../platform/index.ts';
import { recordMember } from '../record-member.ts';
import { codeOf, cookieOf, get, origin, owner, post, signInToDecide } from '../testing/start-access.ts';
import { answerAsForger, type Forger, rightClaims } from './testing/forging-provider.ts';
import { type LocalServer, serveLocally } from './testing/oidc-peer.ts';
import {
  base,
  begin,
  domain,
  type Federation,
  landingOf,
  startFederation,
} from './testing/start-federation.ts';

const client = { clientId: 'daybook', clientSecret: 'a shared secret of the test' };
const password = 'a long enough phrase';
const defaults = { enforceSso: false, provider: null, requireSecondFactor: true, sessionHours: 168 };

let federation: Federation;
let peer: LocalServer;
let forger: Forger;
let provider: string;
let admin: string;

beforeAll(async () => {
  federation = await startFederation();
  peer = await serveLocally();
  forger = await answerAsForger(peer);
  provider = await federation.addProvider({
    kind: 'oidc',
    issuer: peer.url,
    ...client,
    assertsSecondFactor: true,
  });
  admin = await addMember('adam', 'administrator');
});

afterAll(async () => {
  await peer?.[Symbol.asyncDispose]();
  await federation?.[Symbol.asyncDispose]();
});

async function addMember(name: string, role: string): Promise<string> {
  const email = `${name}@${domain}`;
  const made = await post(
    federation.server,
    `${base}/members`,
    { name, email, role, password },
    federation.cookie,
  );
  expect(codeOf(made)).toBe('200 ok');
  return signInToDecide(federation.server, { email, password });
}

async function comeIn(id: string, email: string) {
  const walk = await begin(federation.server, id);
  forger.claims = { ...rightClaims(walk.url, peer.url), sub: email, email, amr: ['mfa'] };
  const query = new URLSearchParams({ code: 'code', state: walk.url.searchParams.get('state') ?? '' });
  return get(federation.server, `/api/sso/${id}/callback?${query}`, walk.browser);
}

function put(policy: object, cookie = federation.cookie) {
  return federation.server.app.inject({
    method: 'PUT',
    url: `${base}/sign-in-policy`,
    headers: { origin, cookie },
    payload: { ...defaults, reason: 'a reason', ...policy },
  });
}

async function policy(cookie = federation.cookie) {
  return (await get(federation.server, `${base}/sign-in-policy`, cookie)).json();
}

async function entriesOf(type: string): Promise<number> {
  const { rows } = await federation.server.services.database.systemPool.query(
    `select count(*)::int as n from ledger_entry where entry like '%"type":"${type}"%'`,
  );
  return rows[0].n;
}

async function decideChange(verb: string, cookie: string) {
  const { waiting } = await policy();
  return codeOf(
    await post(
      federation.server,
      `${base}/sign-in-policy/changes/${waiting?.id ?? 'none'}/${verb}`,
      {},
      cookie,
    ),
  );
}

describe('a provider of one workspace', () => {
  test('signs nobody in who belongs only to another, and opens only its own workspace to who belongs to both', async () => {
    const { server } = federation;
    const both = await addMember('berta', 'reader');
    const userIdOf = async (cookie: string) => (await get(server, '/api/session', cookie)).json().user.id;
    const bertasUser: string = await userIdOf(both);
    await server.services.database.withSystem('a test', async (tx) => {
      const { id } = await createWorkspace(tx, { slug: 'other', name: 'Other' }, server.services);
      const { internalAdapter } = await (await import('../bind-auth.ts')).bindAuth(tx, server.services)
        .$context;
      const only = await internalAdapter.createUser(
        { name: 'Otis Other', email: `otis@${domain}`, emailVerified: true },
        { method: 'test' },
      );
      const common = { workspaceId: id, addedBy: null, slug: 'other' } as const;
      await recordMember(
        tx,
        { ...common, userId: only.id, role: 'owner', identity: { name: 'Otis Other' }, isFirst: true },
        server.services,
      );
      await recordMember(
        tx,
        { ...common, userId: bertasUser, role: 'reader', identity: { name: 'Berta' }, isFirst: false },
        server.services,
      );
    });

    expect(landingOf(await comeIn(provider, `otis@${domain}`))).toBe('not-a-member');
    const cookie = cookieOf(await comeIn(provider, `berta@${domain}`));
    expect(codeOf(await get(server, `${base}/permissions`, cookie))).toBe('200 ok');
    expect(codeOf(await get(server, '/api/workspaces/other/permissions', cookie))).toBe('404 not-found');
    expect(
      (await get(server, '/api/session', cookie)).json().workspaces.map((one: { slug: string }) => one.slug),
    ).toEqual(['default']);
    expect(codeOf(await get(server, '/api/workspaces/other/permissions', both))).toBe('200 ok');
  });

  test('is found by mail domain, whoever the address belongs to', async () => {
    const find = async (email: string) =>
      (await get(federation.server, `/api/sso?email=${email}`)).json().items;

    expect(await find(`nobody@${domain}`)).toEqual([
      { id: provider, name: 'Company sign-in', workspace: 'Company', start: `/api/sso/${provider}/start` },
    ]);
    expect(await find('nobody@elsewhere.example')).toEqual([]);
    expect(await find('no address')).toEqual([]);
  });

  test('counts only once an owner approved it, when an administrator added it', async () => {
    const { server, cookie } = federation;
    const body = { kind: 'oidc', name: 'Another', issuer: peer.url, domains: [domain], ...client };
    const made = await post(server, `${base}/identity-providers`, body, admin);
    const { id, state } = made.json();
    expect(state).toBe('waiting');
    await post(server, `${base}/identity-providers/${id}/domains/${domain}/verify`, {}, admin);
    expect(landingOf(await get(server, `/api/sso/${id}/start`))).toBe('provider-waits');
    expect(codeOf(await post(server, `${base}/identity-providers/${id}/approve`, {}, admin))).toBe(
      '403 forbidden',
    );

    expect(codeOf(await post(server, `${base}/identity-providers/${id}/approve`, {}, cookie))).toBe('200 ok');

    expect(landingOf(await comeIn(id, `nele@${domain}`))).toBe('/ledger');
    const remove = {
      method: 'DELETE',
      url: `${base}/identity-providers/${id}`,
      headers: { origin, cookie },
    } as const;
    const session = cookieOf(await comeIn(id, `nele@${domain}`));
    expect(codeOf(await server.app.inject(remove))).toBe('200 ok');
    expect(codeOf(await get(server, `${base}/permissions`, session))).toBe('401 unauthenticated');
  });

  test('a domain that shows no record, or that of another workspace, does not count', async () => {
    const { server, cookie } = federation;
    const body = {
      kind: 'oidc',
      name: 'Unproven',
      issuer: peer.url,
      domains: ['elsewhere.example'],
      ...client,
    };
    const { id } = (await post(server, `${base}/identity-providers`, body, cookie)).json();

    const verified = await post(
      server,
      `${base}/identity-providers/${id}/domains/elsewhere.example/verify`,
      {},
      cookie,
    );

    expect(codeOf(verified)).toBe('409 domain-unproven');
    expect(landingOf(await comeIn(id, 'eva@elsewhere.example'))).toBe('domain-not-claimed');
  });

  test('a test of it goes step by step and signs nobody in', async () => {
    const { server, cookie } = federation;
    const begun = await post(server, `${base}/identity-providers/${provider}/test`, {}, cookie);
    const { test: first, continueAt } = begun.json();
    expect(first.steps.map((step: { name: string; outcome: string }) => [step.name, step.outcome])).toEqual([
      ['reached', 'passed'],
      ['keys', 'passed'],
      ['domains', 'passed'],
    ]);
    const url = new URL(continueAt);
    forger.claims = { ...rightClaims(url, peer.url), email: 'x@elsewhere.example' };
    const query = new URLSearchParams({ code: 'code', state: url.searchParams.get('state') ?? '' });

    const landed = await get(server, `/api/sso/${provider}/callback?${query}`, cookieOf(begun));

    expect([landed.headers.location, cookieOf(landed)]).toEqual([
      `/sign-in-policy?tested=${provider}`,
      'daybook_sso=',
    ]);
    const listed = (await get(server, `${base}/identity-providers`, cookie)).json().items;
    const { lastTest } = listed.find((one: { id: string }) => one.id === provider);
    expect(
      lastTest.steps.map((step: { name: string; outcome: string }) => [step.name, step.outcome]),
    ).toEqual([
      ['answer', 'passed'],
      ['address', 'passed'],
      ['domain', 'failed'],
      ['second-factor', 'unknown'],
    ]);
  });
});

describe('the sign-in policy', () => {
  test('what asks for more counts at once, what asks for less waits for another owner', async () => {
    expect((await put({ sessionHours: 24 }, admin)).json()).toMatchObject({ state: 'applied', weaker: [] });

    const asked = await put({ sessionHours: 100, requireSecondFactor: false }, admin);

    expect(asked.json()).toMatchObject({ state: 'waiting', weaker: ['second-factor', 'session-hours'] });
    expect((await policy()).policy).toMatchObject({ sessionHours: 24, requireSecondFactor: true });
    expect(codeOf(await put({ sessionHours: 12 }))).toBe('409 conflict');
    expect(await decideChange('approve', admin)).toBe('403 forbidden');
    expect(await decideChange('decline', federation.cookie)).toBe('200 ok');
    await put({ sessionHours: 100 }, admin);
    expect(await decideChange('approve', federation.cookie)).toBe('200 ok');
    expect((await policy()).policy.sessionHours).toBe(100);
    expect([
      await entriesOf('sign-in-policy.changed@1'),
      await entriesOf('sign-in-policy.requested@1'),
    ]).toEqual([2, 2]);
  });

  test('with two owners neither weakens it alone, and nobody approves what they asked for', async () => {
    const otto = await addMember('otto', 'owner');
    expect((await put({ sessionHours: 168 })).json().state).toBe('waiting');
    expect(await decideChange('approve', federation.cookie)).toBe('409 second-person-needed');
    expect(await decideChange('approve', otto)).toBe('200 ok');
  });

  test('single sign-on is enforced only by who came in that way, and with a sealed account', async () => {
    const { server } = federation;
    expect(codeOf(await put({ enforceSso: true, provider }))).toBe('409 sso-untried');
    const viaSso = cookieOf(await comeIn(provider, owner.email));
    expect(codeOf(await put({ enforceSso: true, provider }, viaSso))).toBe('409 break-glass-needed');
    expect((await post(server, `${base}/break-glass`, {}, federation.cookie)).statusCode).toBe(200);

    const enforced = await put({ enforceSso: true, provider }, viaSso);

    expect(enforced.json()).toMatchObject({ state: 'applied', after: { enforceSso: true, provider } });
    expect(codeOf(await get(server, `${base}/permissions`, federation.cookie))).toBe('403 sso-required');
    expect(codeOf(await get(server, `${base}/permissions`, admin))).toBe('403 sso-required');
    expect(codeOf(await get(server, `${base}/permissions`, viaSso))).toBe('200 ok');
    const { workspaces } = (await get(server, '/api/session', federation.cookie)).json();
    expect(workspaces[0].mustUseSso).toEqual({ provider });
    const remove = {
      method: 'DELETE',
      url: `${base}/identity-providers/${provider}`,
      headers: { origin, cookie: viaSso },
    } as const;
    expect(codeOf(await server.app.inject(remove))).toBe('409 conflict');
  });
});
