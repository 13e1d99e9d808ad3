import { systemActor } from '../../platform/index.ts';
import { ownWords } from '../../redaction/index.ts';
import type { TestServices } from '../../testing/open-test-services.ts';
import { append } from '../append-entries.ts';
import type { Appended } from '../entry-input.ts';
import { newestLog, readHead } from '../logs.store.ts';
import { signCheckpoints } from '../sign-checkpoint.ts';
import { createHeadKeeper } from '../succession/head-keeper.ts';

/** Appends so many entries in one transaction. */
export function writeNotes(
  { services, workspaceId }: TestServices,
  count: number,
): Promise<readonly Appended[]> {
  const now = services.clock.now();
  const entries = Array.from({ length: count }, (_, i) => ({
    ...{ type: 'note.made@1', actor: systemActor, occurredAt: now, observedAt: now, refs: [] },
    payload: ownWords({ note: `note ${i}` }),
  }));
  return services.database.withWorkspace(workspaceId, (tx) => append(tx, entries, services));
}

/** What the schedule does each second. */
export async function signAndRemember({ services, workspaceId }: TestServices): Promise<void> {
  const keeper = createHeadKeeper(services);
  await keeper.remember(await signCheckpoints([workspaceId], services));
}

/** The newest log and its head. */
export function readNewest({ services, workspaceId }: TestServices) {
  return services.database.withWorkspace(workspaceId, async (tx) => {
    const log = await newestLog(tx);
    if (log === null) throw new Error('there is no log');
    return { log, head: await readHead(tx, log.id) };
  });
}
