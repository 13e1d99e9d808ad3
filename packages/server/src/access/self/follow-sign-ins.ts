import { searchEntries } from '../../ledger/index.ts';
import type { Services, WorkspaceId } from '../../platform/index.ts';
import { type SignIn, saveSignIns, signInsFollowedTo } from './own-sign-ins.store.ts';

const pageSize = 1_000;

/** Brings the last sign-in of every member up to the ledger's end; following from the beginning gives the same. */
export async function followSignIns(
  workspaceId: WorkspaceId,
  { database }: Pick<Services, 'database'>,
): Promise<void> {
  await database.withWorkspace(workspaceId, async (tx) => {
    const until = await signInsFollowedTo(tx);
    const newest = new Map<string, SignIn>();
    for (let before: number | null = null; ; ) {
      const page = await searchEntries(tx, { types: ['session.started@'], before, limit: pageSize });
      const fresh = page.found.filter(({ position }) => position > until);
      for (const { position, entry } of fresh) {
        const subject = entry.refs[0] ?? entry.actor.id;
        if (!newest.has(subject)) newest.set(subject, { subject, at: entry.recordedAt, position });
      }
      if (page.next === null || fresh.length < page.found.length) break;
      before = page.next;
    }
    await saveSignIns(tx, [...newest.values()]);
  });
}
