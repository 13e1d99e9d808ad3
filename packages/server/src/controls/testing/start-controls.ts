import { type Catalog, currentChecks, type ReleasedCheck } from '@daybook/catalog';
import { type Connector, defineConnector, type Emission, type FactKind, type RecordOf } from '@daybook/kit';
import type { LightMyRequestResponse } from 'fastify';
import { z } from 'zod';
import { get, post, setUp, startAccess, type TestServer } from '../../access/testing/start-access.ts';
import { findOrCreateConnection } from '../../connections/index.ts';
import { followLedger } from '../../facts/index.ts';
import { claimPull, newestPulls } from '../../intake/index.ts';
import { discoverRoutes, findWorkspace, systemActor, type WorkspaceId } from '../../platform/index.ts';
import { runChecks } from '../run-checks.ts';

export { account, person } from '../../workforce/testing/told-records.ts';

export type Telling = {
  readonly kind: FactKind;
  readonly scope: string;
  readonly records: readonly RecordOf<FactKind>[];
  /** The source ends early; what it told is not all. */
  readonly isBroken?: boolean;
  readonly maxGapHours?: number;
};

export type ControlsServer = TestServer & {
  readonly workspaceId: WorkspaceId;
  readonly owner: string;
  /** One pull of one source that lists these populations, followed to the end, checks included. */
  tell(source: string, ...tellings: readonly Telling[]): Promise<void>;
  /** One request as a browser with this cookie makes it; null is signed out. */
  send(method: 'GET' | 'POST', url: string, cookie: string | null): Promise<LightMyRequestResponse>;
  /** Ids of the checks' items judged since the last call. */
  judged(): readonly string[];
};

/** The real application with an owner and sources that say what the test tells them to. */
export async function startControls(): Promise<ControlsServer> {
  const server = await startAccess({}, await discoverRoutes());
  const { services } = server;
  const script = new Map<string, readonly Telling[]>();
  const judged: string[] = [];
  // The catalog of a test server is its own; adding a unit to it is what a folder does.
  (services.catalog.connectors as Map<string, Connector>).set('scripted', scripted(script));
  watch(
    services.catalog.checks as Map<string, ReleasedCheck[]>,
    releasesWithoutRooms(services.catalog),
    judged,
  );
  const owner = await setUp(server);
  const workspace = await services.database.withSystem('test', (tx) => findWorkspace(tx, 'default'));
  if (workspace === null) throw new Error('no workspace');
  services.followers.register((workspaceId) => followLedger(workspaceId, services));
  services.followers.register(async (workspaceId) => void (await runChecks(workspaceId, services)));
  const tell = async (source: string, ...tellings: readonly Telling[]) => {
    script.set(source, tellings);
    const pull = await services.database.withWorkspace(workspace.id, async (tx) => {
      const input = { connector: 'scripted', name: source, settings: { source }, actor: systemActor };
      const connection = await findOrCreateConnection(tx, input, services);
      const order = { workspaceId: workspace.id, connection: connection.id, actor: systemActor };
      return claimPull(tx, order, services);
    });
    pull.begin();
    await services.background.settled();
    const pulls = await services.database.withWorkspace(workspace.id, newestPulls);
    const unfinished = pulls.find(
      ({ state, error }) => state !== 'completed' && error?.code !== 'source-unreadable',
    );
    if (unfinished !== undefined) throw new Error(`a pull did not complete: ${JSON.stringify(unfinished)}`);
    // What failed in the background fails here again, aloud.
    await services.followers.run(workspace.id);
  };
  const send: ControlsServer['send'] = (method, url, cookie) =>
    method === 'GET' ? get(server, url, cookie ?? undefined) : post(server, url, {}, cookie ?? undefined);
  return { ...server, workspaceId: workspace.id, owner, tell, send, judged: () => judged.splice(0) };
}

function scripted(script: ReadonlyMap<string, readonly Telling[]>): Connector {
  const connector = defineConnector({
    id: 'scripted',
    name: 'Scripted',
    summary: 'Says what a test tells it to.',
    history: 'full',
    isUnproven: false,
    emits: ['account', 'person', 'change', 'pull-request', 'branch-protection'],
    fields: [],
    settings: z.object({ source: z.string() }),
    describe: ({ source }) => source,
    async *collect({ source }) {
      for (const telling of script.get(source) ?? []) yield* emissions(telling);
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

/** The first release of what now rests on whose account it is: no room follows here to tell it. */
function releasesWithoutRooms(catalog: Catalog): readonly ReleasedCheck[] {
  return currentChecks(catalog).map((release) => {
    const first = catalog.checks.get(release.check.id)?.[0];
    return release.check.related?.kind === 'account-link' && first !== undefined ? first : release;
  });
}

function watch(
  checks: Map<string, ReleasedCheck[]>,
  releases: readonly ReleasedCheck[],
  judged: string[],
): void {
  for (const release of releases) {
    const { check } = release;
    const evaluate: typeof check.evaluate = (item, related, context) => {
      judged.push(`${check.id} ${item.key}`);
      return check.evaluate(item, related, context);
    };
    checks.set(check.id, [{ ...release, check: { ...check, evaluate } }]);
  }
}

export const accounts = (...records: readonly RecordOf<'account'>[]): Telling => ({
  kind: 'account',
  scope: 'helpdesk',
  records,
});

export const people = (...records: readonly RecordOf<'person'>[]): Telling => ({
  kind: 'person',
  scope: 'people',
  records,
});
