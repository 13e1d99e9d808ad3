import { randomBytes } from 'node:crypto';
import { type Catalog, loadCatalog } from '@daybook/catalog';
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import pg from 'pg';
import { inject } from 'vitest';
import {
  type BodyPace,
  buildHttpServer,
  type Clock,
  createBackground,
  createErasureParts,
  createFollowers,
  createKeyring,
  createKnownSubjects,
  createLive,
  createOwnListings,
  externalStorage,
  openDatabase,
  openTableDataKeys,
  type Route,
  type Services,
  type Settings,
  silentLog,
  systemIds,
} from '../../platform/index.ts';
import { createGate } from '../gate.ts';
import { route as addMemberRoute } from '../routes/add-member.ts';
import { route as confirmTotpRoute } from '../routes/confirm-totp.ts';
import { route as enrolTotpRoute } from '../routes/enrol-totp.ts';
import { route as listMembersRoute } from '../routes/list-members.ts';
import { route as readSessionRoute } from '../routes/read-session.ts';
import { route as setUpRoute } from '../routes/set-up.ts';
import { route as signInRoute } from '../routes/sign-in.ts';
import { route as signOutRoute } from '../routes/sign-out.ts';
import { route as takeSecondStepRoute } from '../routes/take-second-step.ts';
import { setupLink } from '../setup-link.ts';
import { authenticatorCode } from './authenticator.ts';

export const origin = 'http://127.0.0.1:7400';

/** A clock that stands still until it is told to move. */
export type StillClock = Clock & { forward(ms: number): void };

export interface TestServer extends AsyncDisposable {
  readonly app: FastifyInstance;
  readonly services: Services;
  readonly routes: readonly Route[];
  readonly clock: StillClock;
}

// Routes are kept in one list of mixed shapes, as the walk over the folders does.
const enrolRoutes = [enrolTotpRoute, confirmTotpRoute, takeSecondStepRoute] as unknown as readonly Route[];
const accessRoutes = [
  ...[addMemberRoute, listMembersRoute, readSessionRoute, setUpRoute, signInRoute, signOutRoute],
  ...enrolRoutes,
] as unknown as readonly Route[];

/** The real application on a database of its own: with the routes of access, or with those given. */
export async function startAccess(
  settings: Partial<Settings> = {},
  routes: readonly Route[] = accessRoutes,
  bodyPace?: BodyPace,
): Promise<TestServer> {
  const { socketDir, port, superuser } = inject('postgres');
  const database = `access_${randomBytes(6).toString('hex')}`;
  const admin = { host: socketDir, port, user: superuser };
  await run(admin, `create database ${database} template daybook_template strategy file_copy`);
  const db = openDatabase({ kind: 'socket', socketDir, port, database }, 4);
  const clock = stillClock();
  const services = await servicesOn(db, clock, settings);
  const app = await buildHttpServer(
    routes,
    createGate(routes, services, { id: 'os:1000', login: 'operator' }),
    services,
    bodyPace,
  );
  await app.ready();
  const close = async () => {
    await app.close();
    await services.background.close();
    await db.close();
    await run(admin, `drop database ${database} with (force)`);
  };
  return { app, services, routes, clock, [Symbol.asyncDispose]: close };
}

async function servicesOn(
  database: Services['database'],
  clock: StillClock,
  settings: Partial<Settings>,
): Promise<Services> {
  const catalog: Catalog = await loadCatalog();
  const keyring = createKeyring(Buffer.alloc(32, 7));
  const parts = { database, clock, ids: systemIds, keyring, log: silentLog };
  return {
    ...parts,
    dataKeys: openTableDataKeys(parts),
    storage: externalStorage,
    erasureParts: createErasureParts(),
    knownSubjects: createKnownSubjects(),
    ownListings: createOwnListings(),
    catalog,
    live: createLive(),
    background: createBackground(silentLog),
    followers: createFollowers(),
    mailer: null,
    masterKeys: null,
    settings: {
      dataDir: '/nonexistent',
      keyDir: '/nonexistent',
      repositoryDir: null,
      baseUrl: origin,
      mayReadLocalPaths: false,
      fetch: () => Promise.reject(new Error('this test has no network')),
      version: '0.0.0',
      ...settings,
    },
  };
}

function stillClock(): StillClock {
  let nowMs = Date.UTC(2026, 2, 1, 12);
  return {
    now: () => new Date(nowMs).toISOString(),
    sleep: async () => undefined,
    jitter: () => 0,
    forward: (ms) => {
      nowMs += ms;
    },
  };
}

async function run(config: pg.ClientConfig, statement: string): Promise<void> {
  const client = new pg.Client({ ...config, database: 'postgres' });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

export const owner = { name: 'Olga Owner', email: 'olga@company.example', password: 'a long enough phrase' };
export const reader = { name: 'Rita Reader', email: 'rita@company.example', password: 'another long phrase' };

/** Sets up through the printed link, enrols an authenticator app as a person does; answers the owner's cookie. */
export async function setUp(server: TestServer): Promise<string> {
  const enrolment = await enrol(server, await setUpWithoutSecondFactor(server), owner.password);
  enrolments.set(server, enrolment);
  return enrolment.cookie;
}

const enrolments = new WeakMap<TestServer, TestEnrolment>();

/** Sets up through the printed link; answers the owner's cookie. */
export async function setUpWithoutSecondFactor(server: TestServer): Promise<string> {
  const link = await setupLink(server.services);
  const token = link?.split('#')[1] ?? '';
  const answer = await post(server, '/api/setup', { token, workspaceName: 'Company', ...owner });
  return cookieOf(answer);
}

export type TestEnrolment = {
  /** Of the session that has shown the second factor; the one before is gone. */
  readonly cookie: string;
  /** In Base32, for `authenticatorCode`. */
  readonly secret: string;
  readonly recoveryCodes: readonly string[];
};

/** Enrols an authenticator app over the real routes, for whoever holds this cookie and password. */
export async function enrol(server: TestServer, cookie: string, password: string): Promise<TestEnrolment> {
  const begun = await post(server, '/api/account/totp', { password }, cookie);
  const { secret } = begun.json<{ secret: string }>();
  const confirmed = await post(
    server,
    '/api/account/totp/confirm',
    { code: authenticatorCode(secret) },
    cookie,
  );
  if (confirmed.statusCode !== 200) throw new Error(`nobody was enrolled: ${begun.body} ${confirmed.body}`);
  const { recoveryCodes } = confirmed.json<{ recoveryCodes: readonly string[] }>();
  return { cookie: cookieOf(confirmed), secret, recoveryCodes };
}

/** A second sign-in of the enrolled owner, as half a minute after the last code. */
export async function signInAgain(server: TestServer): Promise<string> {
  const { email, password } = owner;
  const { recoveryCodes } = enrolments.get(server) ?? { recoveryCodes: [] };
  const challenge = cookieOf(await post(server, '/api/sign-in', { email, password }));
  const recoveryCode = recoveryCodes[0] ?? '';
  return cookieOf(await post(server, '/api/sign-in/second-step', { recoveryCode }, challenge));
}

/** Signs in with a password and, where none is enrolled yet, enrols: a session that may decide. */
export async function signInToDecide(
  server: TestServer,
  person: { readonly email: string; readonly password: string },
): Promise<string> {
  const { email, password } = person;
  const answer = await post(server, '/api/sign-in', { email, password });
  return (await enrol(server, cookieOf(answer), password)).cookie;
}

export async function addReader(server: TestServer, ownerCookie: string): Promise<string> {
  await post(server, '/api/workspaces/default/members', { ...reader, role: 'reader' }, ownerCookie);
  const { email, password } = reader;
  return cookieOf(await post(server, '/api/sign-in', { email, password }));
}

export function get(server: TestServer, url: string, cookie?: string): Promise<LightMyRequestResponse> {
  return server.app.inject({ method: 'GET', url, headers: { ...(cookie && { cookie }) } });
}

/** As a browser does it from our own page. */
export function post(
  server: TestServer,
  url: string,
  payload: object,
  cookie?: string,
  headers: Record<string, string> = { origin, 'sec-fetch-site': 'same-origin' },
): Promise<LightMyRequestResponse> {
  return server.app.inject({
    method: 'POST',
    url,
    payload,
    headers: { ...headers, ...(cookie && { cookie }) },
  });
}

export function cookieOf(answer: LightMyRequestResponse): string {
  return answer.cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; ');
}

export function codeOf(answer: LightMyRequestResponse): string {
  const body: { error?: { code?: string } } = answer.json();
  return `${answer.statusCode} ${body.error?.code ?? 'ok'}`;
}
