import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findOrCreateConnection } from './connections/index.ts';
import { listPopulations } from './facts/index.ts';
import { claimPull } from './intake/index.ts';
import {
  createFollowers,
  createWorkspace,
  listWorkspaces,
  type Services,
  systemActor,
} from './platform/index.ts';
import { type RunningServer, startServer } from './start-server.ts';

test('a command that starts its own server is answered by all that was written down before', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'daybook-start-'));
  // As root the database runs as another account, which must be able to come this far.
  await chmod(folder, 0o755);
  const dataDir = join(folder, 'data');
  const path = join(folder, 'people.csv');
  try {
    await writeFile(path, 'email,name\nada@company.example,Ada Example\n');
    await using first = await startServer({ dataDir, tcp: null, databaseUrl: null });
    await readUnfollowed(first.services, path);
    await first.close();

    await using second = await startServer({ dataDir, tcp: null, databaseUrl: null });

    expect(await scopesOf(second)).toEqual(['people']);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}, 60_000);

/** As when the process ends between a pull's closing line and what follows from it. */
async function readUnfollowed(running: Services, path: string): Promise<void> {
  const services = { ...running, followers: createFollowers() };
  const { database } = services;
  const workspace = await database.withSystem('test', (tx) =>
    createWorkspace(tx, { slug: 'default', name: 'Default' }, services),
  );
  const claimed = await database.withWorkspace(workspace.id, async (tx) => {
    const input = { connector: 'table', name: null, settings: { path }, actor: systemActor };
    const connection = await findOrCreateConnection(tx, input, services);
    return claimPull(
      tx,
      { workspaceId: workspace.id, connection: connection.id, actor: systemActor },
      services,
    );
  });
  claimed.begin();
  await services.background.settled();
}

async function scopesOf({ services }: RunningServer): Promise<readonly string[]> {
  const [workspace] = await services.database.withSystem('test', listWorkspaces);
  if (workspace === undefined) throw new Error('there is no workspace');
  const listed = await services.database.withWorkspace(workspace.id, (tx) => listPopulations(tx, services));
  return listed.map(({ scope }) => scope);
}
