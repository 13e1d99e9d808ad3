import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type PackageWindow, type WrittenPackage, writePackage } from '@daybook/verify';
import { append } from '../ledger/index.ts';
import { type Actor, refuse, type Services, type WorkspaceId } from '../platform/index.ts';
import { ownWords } from '../redaction/index.ts';
import { ledgerSource } from './ledger-source.ts';
import { type NamedLedger, nameCheckpoint } from './name-checkpoint.ts';
import { openStaging } from './open-staging.ts';
import { packageFile } from './package-file.ts';
import { insertPackage, type StoredPackage } from './packages.store.ts';

export type PackageOrder = {
  readonly workspaceId: WorkspaceId;
  readonly actor: Actor;
  readonly framework: string;
  /** Half-open days `[from, to)`, beginning at midnight UTC. */
  readonly from: string;
  readonly to: string;
  readonly names: 'included' | 'left-out';
};

/**
 * Builds what an auditor receives: everything below a named checkpoint, judged over the window, in one file. The entry
 * that records it lies after that checkpoint. A package that was not written down does not exist: its file is removed.
 */
export async function buildPackage(order: PackageOrder, services: Services): Promise<StoredPackage> {
  if (!services.catalog.frameworks.has(order.framework)) refuse('framework-unknown');
  if (order.from >= order.to) refuse('bad-request', 'the window ends before it begins');
  const { workspaceId } = order;
  const named = await services.database.withWorkspace(workspaceId, (tx) => nameCheckpoint(tx, services));
  const id = services.ids.make('pkg');
  const path = packageFile(services.settings, workspaceId, id);
  try {
    const asOf = judgedAt(order, named, services.clock.now());
    const written = await writeFile(path, { order, named, asOf }, services);
    const made = await recordPackage({ id, order, named, asOf, written }, services);
    services.live.publish(workspaceId, 'ledger');
    return made;
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
}

/**
 * When completeness is judged: at the last entry, or later today if nothing was written down since. Whole days keep the
 * same export on the same day the same file; a window that is over is not judged by how old its lists are now.
 */
function judgedAt({ to }: PackageOrder, { lastRecordedAt }: NamedLedger, now: string): string {
  const day = [to, now.slice(0, 10)].toSorted()[0] ?? to;
  const midnight = `${day}T00:00:00.000Z`;
  return midnight > lastRecordedAt ? midnight : lastRecordedAt;
}

type FileInput = { readonly order: PackageOrder; readonly named: NamedLedger; readonly asOf: string };

async function writeFile(path: string, input: FileInput, services: Services): Promise<WrittenPackage> {
  const { order, named, asOf } = input;
  const window: PackageWindow = { from: order.from, to: order.to, zone: 'UTC' };
  const { catalog, settings } = services;
  const stagingFolder = await openStaging(settings, services.clock.now());
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const unfinished = join(stagingFolder, `package-${basename(path)}`);
  try {
    const output = createWriteStream(unfinished, { mode: 0o600, flags: 'wx', flush: true });
    const request = { catalog, framework: order.framework, window, asOf, names: order.names };
    const source = ledgerSource({ workspaceId: order.workspaceId, named }, services);
    const written = await writePackage(request, source, { stagingFolder, output });
    await rename(unfinished, path);
    return written;
  } finally {
    await rm(unfinished, { force: true });
  }
}

type RecordInput = FileInput & { readonly id: `pkg_${string}`; readonly written: WrittenPackage };

async function recordPackage(input: RecordInput, services: Services): Promise<StoredPackage> {
  const { id, order, named, asOf, written } = input;
  const { framework, from, to, actor } = order;
  const { entries, checkpointSize, digest, bytes } = written;
  const now = services.clock.now();
  const built = { package: id, framework, from, to, asOf, entries, checkpointSize, digest, bytes };
  return services.database.withWorkspace(order.workspaceId, async (tx) => {
    const type = 'package.built@1';
    const refs = [id, framework];
    const entry = { type, actor, occurredAt: now, observedAt: now, refs, payload: ownWords(built) };
    const [appended] = await append(tx, [entry], services);
    const made: StoredPackage = {
      id,
      ...{
        framework,
        from,
        to,
        createdAt: now,
        entries,
        logId: named.newest.id,
        checkpointSize,
        digest,
        bytes,
        hasNames: order.names === 'included',
      },
      position: appended?.position ?? -1,
    };
    await insertPackage(tx, made);
    return made;
  });
}
