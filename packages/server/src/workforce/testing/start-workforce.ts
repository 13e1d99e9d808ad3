import {
  type Connector,
  defineConnector,
  type Emission,
  type FactKind,
  factKinds,
  type RecordOf,
} from '@daybook/kit';
import type { LightMyRequestResponse } from 'fastify';
import { z } from 'zod';
import { disclosureErasure } from '../../access/index.ts';
import type { PersonRole } from '../../access/permissions/role.ts';
import {
  origin,
  post,
  setUp,
  signInToDecide,
  startAccess,
  type TestServer,
} from '../../access/testing/start-access.ts';
import { findOrCreateConnection } from '../../connections/index.ts';
import { factsErasure, followLedger } from '../../facts/index.ts';
import { claimPull, findKnownSubject, intakeErasure, readOwnSource } from '../../intake/index.ts';
import { findPull } from '../../intake/pulls.store.ts';
import {
  discoverRoutes,
  findWorkspace,
  type Services,
  systemActor,
  type WorkspaceId,
} from '../../platform/index.ts';
import { registerWorkforce } from '../register-workforce.ts';

/** One list as a scripted source tells it. Build one with `listOf` from the records, or write it out. */
export type Telling = {
  readonly kind: FactKind;
  readonly scope: string;
  readonly records: readonly RecordOf<FactKind>[];
  /** The source ends early; what it told is not all, so nothing is gone by its silence. */
  readonly isBroken?: boolean;
  /** How long the list counts as whole; 48 where nothing is said. */
  readonly maxGapHours?: number;
};

export type Member = { readonly cookie: string; readonly subject: string; readonly email: string };

export type WorkforceServer = TestServer & {
  readonly workspaceId: WorkspaceId;
  /** Cookie of the owner, second factor shown. */
  readonly owner: string;
  /** Signed in with a second factor, in the role `manager`. */
  readonly manager: Member;
  /** One pull of one source that lists these populations; every follower and room has followed when it resolves. */
  tell(source: string, ...tellings: readonly Telling[]): Promise<void>;
  /** A source that cannot be reached: the pull fails, and everything has followed. */
  tellFailure(source: string): Promise<void>;
  /** Daybook reads itself, so that the rooms' own listings become facts; followed to the end. */
  tellOwn(): Promise<void>;
  /** All followers, rooms included, once more; fails aloud. */
  follow(): Promise<void>;
  addMember(name: string, role: PersonRole): Promise<Member>;
  /** One request as a browser with this cookie makes it; the path goes on after `/api/workspaces/default`. Null is signed out. */
  send(
    method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE',
    path: string,
    cookie: string | null,
    body?: object,
  ): Promise<LightMyRequestResponse>;
};

/** The real application with all routes, an owner, a manager, and sources that say what the test tells them to. */
export async function startWorkforce(
  registerMore: (services: Services) => void = () => undefined,
): Promise<WorkforceServer> {
  const server = await startAccess({}, await discoverRoutes());
  const { services } = server;
  const script = new Map<string, readonly Telling[] | null>();
  // The catalog of a test server is its own; adding a unit to it is what a folder does.
  (services.catalog.connectors as Map<string, Connector>).set('scripted', scripted(script));
  const owner = await setUp(server);
  const workspace = await services.database.withSystem('test', (tx) => findWorkspace(tx, 'default'));
  if (workspace === null) throw new Error('no workspace');
  register(services);
  registerMore(services);
  const follow = () => services.followers.run(workspace.id);
  const read = (source: string) => readSource(server, workspace.id, source);
  const addMember: WorkforceServer['addMember'] = (name, role) => addMemberTo(server, owner, { name, role });
  return {
    ...server,
    workspaceId: workspace.id,
    owner,
    manager: await addMember('mona', 'manager'),
    follow,
    addMember,
    tell: async (source, ...tellings) => {
      script.set(source, tellings);
      await requireCompleted(services, workspace.id, await read(source));
      // What failed in the background fails here again, aloud.
      await follow();
    },
    tellFailure: async (source) => {
      script.set(source, null);
      await read(source);
      await follow();
    },
    tellOwn: async () => {
      server.clock.forward(ownIntervalMs);
      const begun = await readOwnSource(workspace.id, services);
      if (begun === null) throw new Error('Daybook did not read itself');
      await services.background.settled();
      await requireCompleted(services, workspace.id, begun);
      await follow();
    },
    send: (method, path, cookie, body) =>
      server.app.inject({
        method,
        url: `/api/workspaces/default${path}`,
        headers: { origin, 'sec-fetch-site': 'same-origin', ...(cookie !== null && { cookie }) },
        ...(body !== undefined && { payload: body }),
      }),
  };
}

const ownIntervalMs = 3_600_000;

/** As the composed server does it; checks are of a later feature and added by tests that need them. */
function register(services: Services): void {
  services.knownSubjects.register((tx, by) => findKnownSubject(tx, by, services));
  services.followers.register((workspaceId) => followLedger(workspaceId, services));
  for (const part of [disclosureErasure(services), intakeErasure(services), factsErasure]) {
    services.erasureParts.register(part);
  }
  registerWorkforce(services);
}

async function readSource(
  { services }: TestServer,
  workspaceId: WorkspaceId,
  source: string,
): Promise<string> {
  const pull = await services.database.withWorkspace(workspaceId, async (tx) => {
    const input = { connector: 'scripted', name: source, settings: { source }, actor: systemActor };
    const connection = await findOrCreateConnection(tx, input, services);
    return claimPull(tx, { workspaceId, connection: connection.id, actor: systemActor }, services);
  });
  pull.begin();
  await services.background.settled();
  return pull.id;
}

async function requireCompleted(services: Services, workspaceId: WorkspaceId, id: string): Promise<void> {
  const pull = await services.database.withWorkspace(workspaceId, (tx) => findPull(tx, id));
  // A list that broke off fails alone; that is what the test told it to do.
  if (pull?.state !== 'completed' && pull?.error?.code !== 'source-unreadable')
    throw new Error(`a pull did not complete: ${JSON.stringify(pull)}`);
}

async function addMemberTo(
  server: TestServer,
  owner: string,
  { name, role }: { readonly name: string; readonly role: PersonRole },
): Promise<Member> {
  const person = { name, email: `${name}@company.example`, password: 'a long enough phrase' };
  const made = await post(server, '/api/workspaces/default/members', { ...person, role }, owner);
  if (made.statusCode !== 200) throw new Error(`nobody was added: ${made.body}`);
  const { subject } = made.json<{ subject: string }>();
  return { cookie: await signInToDecide(server, person), subject, email: person.email };
}

function scripted(script: ReadonlyMap<string, readonly Telling[] | null>): Connector {
  const connector = defineConnector({
    id: 'scripted',
    name: 'Scripted',
    summary: 'Says what a test tells it to.',
    history: 'full',
    isUnproven: false,
    emits: factKinds,
    fields: [],
    settings: z.object({ source: z.string() }),
    describe: ({ source }) => source,
    async *collect({ source }) {
      const tellings = script.get(source) ?? null;
      if (tellings === null) throw new Error('the source is off');
      for (const telling of tellings) yield* emissions(telling);
    },
  });
  // The engine treats the settings of all connectors alike.
  return connector as Connector;
}

function* emissions({ kind, scope, records, isBroken, maxGapHours }: Telling): Iterable<Emission> {
  yield { type: 'population', kind, scope, query: 'all', maxGapHours: maxGapHours ?? 48 };
  for (const record of records) yield { type: 'record', kind, scope, record };
  const reasons = isBroken === true ? ['the source stopped answering'] : [];
  const counts = { sourceCount: null, pages: 1, gaps: [], attributes: {} };
  yield { type: 'end', kind, scope, isComplete: isBroken !== true, reasons, ...counts };
}
