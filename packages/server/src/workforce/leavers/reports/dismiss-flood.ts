import { append } from '../../../ledger/index.ts';
import { type Actor, refuse, type Services, type WorkspaceId } from '../../../platform/index.ts';
import { maskedReason } from '../../masked-reason.ts';
import { lockWaiting, updateReport } from './leave-reports.store.ts';
import { reportEntry } from './take-report.ts';

const atOnceMax = 500;

export type FloodDismissal = {
  readonly workspaceId: WorkspaceId;
  readonly actor: Actor;
  readonly reason: string;
};

/** Dismisses every report that waits and came by the public form, each with its entry; answers how many. */
export async function dismissFlood(order: FloodDismissal, services: Services): Promise<number> {
  services.keyring.assertOpen();
  const { workspaceId, actor } = order;
  if (actor.kind !== 'user') refuse('person-needed');
  const reason = maskedReason(order.reason, services);
  const dismissed = await services.database.withWorkspace(workspaceId, async (tx) => {
    const reports = await lockWaiting(tx, 'form', atOnceMax);
    const at = services.clock.now();
    const entries = reports.map((report) =>
      reportEntry('leave-report.dismissed@1', report, { actor, at }, { report: report.id, reason }),
    );
    const appended = await append(tx, entries, services);
    const decided = { state: 'dismissed' as const, decidedBy: actor.id, decidedAt: at };
    for (const [i, report] of reports.entries())
      await updateReport(tx, { ...report, ...decided, position: appended[i]?.position ?? -1 });
    return reports.length;
  });
  services.live.publish(workspaceId, 'ledger');
  return dismissed;
}
