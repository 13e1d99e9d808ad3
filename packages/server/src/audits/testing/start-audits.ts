import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { base64Of } from '@daybook/ledger';
import type { LightMyRequestResponse } from 'fastify';
import {
  addReader,
  get,
  post,
  setUp,
  startAccess,
  type TestServer,
} from '../../access/testing/start-access.ts';
import { append, listCheckpoints, newestLog } from '../../ledger/index.ts';
import { discoverRoutes, findWorkspace, systemActor, type WorkspaceId } from '../../platform/index.ts';
import { ownWords } from '../../redaction/index.ts';

const people = ['1', '2'].map((digit) => `sub_0000000${digit}-0000-4000-8000-000000000000`);

export type AuditsServer = TestServer & {
  readonly dataDir: string;
  readonly workspaceId: WorkspaceId;
  readonly owner: string;
  readonly reader: string;
  get(url: string, cookie: string): Promise<LightMyRequestResponse>;
  post(url: string, payload: object, cookie: string): Promise<LightMyRequestResponse>;
};

/** The real application with an owner, a reader and a data folder of its own. */
export async function startAudits(): Promise<AuditsServer> {
  const dataDir = await mkdtemp(join(tmpdir(), 'daybook-audits-'));
  const server = await startAccess({ dataDir }, await discoverRoutes());
  const owner = await setUp(server);
  const reader = await addReader(server, owner);
  const workspace = await server.services.database.withSystem('test', (tx) => findWorkspace(tx, 'default'));
  if (workspace === null) throw new Error('there is no workspace');
  return {
    ...server,
    ...{ dataDir, owner, reader, workspaceId: workspace.id },
    get: (url, cookie) => get(server, url, cookie),
    post: (url, payload, cookie) => post(server, url, payload, cookie),
    [Symbol.asyncDispose]: async () => {
      await server[Symbol.asyncDispose]();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** What intake writes for a list of two people's accounts and their names. */
export async function pullPeople({ services, workspaceId }: AuditsServer): Promise<void> {
  const at = services.clock.now();
  const base = { actor: systemActor, occurredAt: null, observedAt: at };
  const refs = ['con_people', 'pul_one'];
  await services.database.withWorkspace(workspaceId, async (tx) => {
    const identities = people.map((subject) => ({
      ...base,
      ...{ type: 'identity.recorded@1', refs: [subject], subject },
      payload: ownWords({ subject, identity: { name: 'Ada Example' } }),
    }));
    const records = people.map((person) => {
      const value = {
        ...{ system: 'desk', holder: person, owner: null, accountKind: 'human', roles: [], isEnabled: true },
        ...{ hasMfa: true, canSignIn: true, lastSeenAt: null, createdAt: null },
      };
      const payload = ownWords({ kind: 'account', scope: 'desk', key: `desk/${person}`, value });
      return { ...base, type: 'record.observed@1', refs, payload };
    });
    const appended = await append(tx, [...identities, ...records], services);
    const lines = people.map(
      (person, i) => `desk/${person}\t${base64Of(appended[i + 2]?.commitment ?? Buffer.alloc(0))}\n`,
    );
    const report = {
      ...{ kind: 'account', scope: 'desk', query: 'desk.csv', items: 2, added: 2, changed: 0, closed: 0 },
      ...{
        rejected: 0,
        duplicates: 0,
        complete: true,
        visible: true,
        reasons: [],
        pages: 1,
        first: null,
        last: null,
      },
      ...{ sourceCount: 2, gaps: [], attributes: {}, maxGapHours: 24 },
      snapshotDigest: createHash('sha256').update(lines.join('')).digest('hex'),
    };
    const closing = { connector: 'table', startedAt: at, finishedAt: at, populations: [report] };
    await append(tx, [{ ...base, type: 'pull.completed@1', refs, payload: ownWords(closing) }], services);
  });
}

/** The note of the checkpoint at this size, as someone may have received it another way. */
export async function checkpointAt({ services, workspaceId }: AuditsServer, size: number): Promise<string> {
  const notes = await services.database.withWorkspace(workspaceId, async (tx) => {
    const log = await newestLog(tx);
    return log === null ? [] : listCheckpoints(tx, log.id, size + 1, 1);
  });
  return notes[0]?.note ?? '';
}
