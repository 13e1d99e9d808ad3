import type { Services, Tx } from '../../../platform/index.ts';
import { systemActor } from '../../../platform/index.ts';
import type { TestServices } from '../../../testing/open-test-services.ts';
import { newestLog, readHead } from '../../logs.store.ts';
import { writeNotes } from '../../testing/write-notes.ts';
import { addTarget, type NewTarget } from '../add-target.ts';
import { anchorStanding } from '../anchor-standing.ts';
import { runAnchors } from '../run-anchors.ts';
import { createTestWitness, type TestWitness, witnessAddress } from './test-witness.ts';

export const hourMs = 3_600_000;

export function inWorkspace<T>(
  { services, workspaceId }: TestServices,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  return services.database.withWorkspace(workspaceId, work);
}

export async function presentLog(context: TestServices) {
  return inWorkspace(context, async (tx) => {
    const log = await newestLog(tx);
    if (log === null) throw new Error('there is no log');
    return { log, head: await readHead(tx, log.id) };
  });
}

/** The services with one witness on the network, asked for by the workspace. */
export async function withWitness(context: TestServices): Promise<TestWitness> {
  await writeNotes(context, 5);
  const { log } = await presentLog(context);
  const witness = createTestWitness(
    () => [log.verifierKey],
    () => Date.parse(context.clock.now()) / 1_000,
  );
  context.network = witness.network;
  await addTestTarget(context, {
    kind: 'witness',
    address: witnessAddress,
    verifierKey: witness.verifierKey,
  });
  return witness;
}

export function addTestTarget(context: TestServices, changes: Partial<NewTarget>) {
  const target = { kind: 'witness', name: 'Auditor', verifierKey: null, rootCertificates: null } as const;
  return inWorkspace(context, (tx) =>
    addTarget(tx, { ...target, address: witnessAddress, actor: systemActor, ...changes }, context.services),
  );
}

export function runTestAnchors(
  { services, workspaceId }: TestServices,
  which: 'due' | 'all',
  changes: Partial<Services> = {},
) {
  return runAnchors({ workspaceId, which, actor: systemActor }, { ...services, ...changes });
}

export function moveClock(context: TestServices, ms: number): void {
  context.clock.set(new Date(Date.parse(context.clock.now()) + ms).toISOString());
}

export function standingOf(context: TestServices) {
  return inWorkspace(context, (tx) => anchorStanding(tx, context.services));
}
