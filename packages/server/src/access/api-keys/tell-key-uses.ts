import { append } from '../../ledger/index.ts';
import { type Services, systemActor, type WorkspaceId } from '../../platform/index.ts';
import { accessEntry } from '../permissions/access-entry.ts';
import { keyStateOf } from './key-state.ts';
import { lockDaysToTell, markTold } from './key-uses.store.ts';

const daysPerTurnMax = 500;

/** `api-key.used@1` for each key and day that is over: how often, from when to when. Safe to repeat. */
export async function tellKeyUses(workspaceId: WorkspaceId, services: Services): Promise<number> {
  await keyStateOf(services).uses.tell();
  return services.database.withWorkspace(workspaceId, async (tx) => {
    const at = services.clock.now();
    const days = await lockDaysToTell(tx, at, daysPerTurnMax);
    if (days.length === 0) return 0;
    const entries = days.map(({ key, owner, usedOn, uses, firstAt, lastAt }) =>
      accessEntry(
        'api-key.used@1',
        { actor: systemActor, at, refs: [key, owner] },
        { key, owner, day: usedOn, uses, firstAt, lastAt },
      ),
    );
    const appended = await append(tx, entries, services);
    for (const [i, day] of days.entries()) await markTold(tx, day, appended[i]?.position ?? -1);
    return days.length;
  });
}
