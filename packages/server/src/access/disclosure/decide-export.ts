import { rm } from 'node:fs/promises';
import { append } from '../../ledger/index.ts';
import { type Actor, type MayDo, refuse, type Services, type WorkspaceId } from '../../platform/index.ts';
import { areOnePerson } from '../federation/break-glass.store.ts';
import { exportFile } from './export-file.ts';
import { lockExport, type StoredExport, updateExport } from './exports.store.ts';
import { exportEntry, untilOf } from './request-export.ts';

export type ExportDecision = {
  readonly workspaceId: WorkspaceId;
  readonly actor: Actor;
  readonly export: string;
  readonly may: MayDo;
};

/** The second person says yes to this very file: never who asked for it, never a service. */
export function approveExport(order: ExportDecision, services: Services): Promise<StoredExport> {
  return decide(order, 'ready', services);
}

/** Says no; the file goes at once. */
export async function declineExport(order: ExportDecision, services: Services): Promise<StoredExport> {
  const declined = await decide(order, 'declined', services);
  await rm(exportFile(services.settings, order.workspaceId, order.export), { force: true });
  return declined;
}

async function decide(
  order: ExportDecision,
  state: 'ready' | 'declined',
  services: Services,
): Promise<StoredExport> {
  const { workspaceId, actor, may } = order;
  services.keyring.assertOpen();
  const decided = await services.database.withWorkspace(workspaceId, async (tx) => {
    const found = (await lockExport(tx, order.export)) ?? refuse('not-found');
    const { requestedBy } = found;
    if (requestedBy === actor.id || !may({ author: requestedBy, requester: requestedBy }))
      refuse('second-person-needed');
    if (await areOnePerson(tx, workspaceId, [requestedBy, actor.id])) refuse('second-person-needed');
    const now = services.clock.now();
    if (found.state !== 'waiting' || found.until <= now) refuse('already-decided');
    const until = state === 'ready' ? untilOf(now) : found.until;
    const next = { ...found, state, until, decidedBy: actor.id, decidedAt: now };
    const type = state === 'ready' ? 'export.approved@1' : 'export.declined@1';
    const [appended] = await append(tx, [exportEntry(type, next, actor, now)], services);
    const written = { ...next, position: appended?.position ?? -1 };
    await updateExport(tx, written);
    return written;
  });
  services.live.publish(workspaceId, 'ledger');
  return decided;
}
