import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { base64Of } from '@daybook/ledger';
import { verifyPackage } from '@daybook/verify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  addReader,
  codeOf,
  get,
  post,
  setUp,
  startAccess,
  type TestServer,
} from '../access/testing/start-access.ts';
import { append, listCheckpoints, newestLog } from '../ledger/index.ts';
import { discoverRoutes, systemActor, type WorkspaceId } from '../platform/index.ts';
import { ownWords } from '../redaction/index.ts';

const framework = 'iso-27001-2022';
const order = { framework, from: '2026-01-01', to: '2027-01-01' };
const packages = '/api/workspaces/default/packages';
const people = ['1', '2'].map((digit) => `sub_0000000${digit}-0000-4000-8000-000000000000`);

describe('a package of a workspace', () => {
  let server: TestServer;
  let owner: string;
  let reader: string;
  let dataDir: string;
  let workspaceId: WorkspaceId;

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'daybook-audits-'));
    server = await startAccess({ dataDir }, await discoverRoutes());
    owner = await setUp(server);
    reader = await addReader(server, owner);
    workspaceId = (await get(server, '/api/session', owner)).json().workspaces[0].id;
  });

  afterAll(async () => {
    await server[Symbol.asyncDispose]();
    await rm(dataDir, { recursive: true, force: true });
  });

  it('is refused while no source was read', async () => {
    expect(codeOf(await post(server, packages, order, owner))).toBe('409 nothing-to-pack');
  });

  it('verifies offline, judged again by the released checks', async () => {
    await pullPeople(server, workspaceId);

    const answer = await post(server, packages, order, owner);
    const made = answer.json();
    const file = await get(server, `${packages}/${made.id}/file`, owner);

    expect(answer.statusCode).toBe(200);
    expect(file.headers['content-type']).toBe('application/zip');
    expect(createHash('sha256').update(file.rawPayload).digest('hex')).toBe(made.digest);
    const checkpoint = await newestNote(server, workspaceId, made.checkpointSize);
    const verification = await verifyPackage(file.rawPayload, {
      catalog: server.services.catalog,
      checkpoint,
    });
    expect(verification).toMatchObject({ valid: true, reran: true, entries: made.entries, problems: [] });
    expect(file.rawPayload.toString('latin1')).toContain('Ada Example');
  });

  it('is the same file when nothing but packages was written down since', async () => {
    const [first] = (await get(server, packages, owner)).json().items;

    const second = (await post(server, packages, order, owner)).json();

    expect(second.digest).toBe(first.digest);
    expect(second.id).not.toBe(first.id);
    expect((await get(server, packages, owner)).json().items).toHaveLength(2);
  });

  it('may be read by a reader and built by an owner only', async () => {
    const [made] = (await get(server, packages, reader)).json().items;

    expect((await get(server, `${packages}/${made.id}/file`, reader)).statusCode).toBe(200);
    expect(codeOf(await post(server, packages, order, reader))).toBe('403 forbidden');
    expect(codeOf(await get(server, `${packages}/pkg_none/file`, owner))).toBe('404 not-found');
  });

  it('is refused for a framework that is not there and for a window that is none', async () => {
    expect(codeOf(await post(server, packages, { ...order, framework: 'none' }, owner))).toBe(
      '404 framework-unknown',
    );
    expect(codeOf(await post(server, packages, { ...order, to: order.from }, owner))).toBe('400 bad-request');
    expect(await readdir(join(dataDir, 'tmp'))).toEqual([]);
  });
});

/** What intake writes for a list of two people and their names. */
async function pullPeople({ services }: TestServer, workspaceId: WorkspaceId): Promise<void> {
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
        person,
        employer: null,
        manager: null,
        role: null,
        startsOn: null,
        endsOn: null,
        isActive: true,
      };
      const payload = ownWords({ kind: 'person', scope: 'people', key: person, value });
      return { ...base, type: 'record.observed@1', refs, payload };
    });
    const appended = await append(tx, [...identities, ...records], services);
    const lines = people.map(
      (person, i) => `${person}\t${base64Of(appended[i + 2]?.commitment ?? Buffer.alloc(0))}\n`,
    );
    const report = {
      ...{ kind: 'person', scope: 'people', query: 'people.csv', items: 2, added: 2, changed: 0, closed: 0 },
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

async function newestNote({ services }: TestServer, workspaceId: WorkspaceId, size: number): Promise<string> {
  const notes = await services.database.withWorkspace(workspaceId, async (tx) => {
    const log = await newestLog(tx);
    return log === null ? [] : listCheckpoints(tx, log.id, size + 1, 1);
  });
  return notes[0]?.note ?? '';
}
