import { readIdentities } from '../../../intake/index.ts';
import { append } from '../../../ledger/index.ts';
import {
  type Actor,
  readWorkspace,
  refuse,
  type Services,
  type WorkspaceId,
} from '../../../platform/index.ts';
import { maskedReason } from '../../masked-reason.ts';
import { isOneself, pseudonymsOf } from '../../oneself.ts';
import { endOfDay } from '../../removals/deadlines.ts';
import { openInTx } from '../open-by-hand.ts';
import type { LeaveReport } from './leave-report.ts';
import { lockReport, updateReport } from './leave-reports.store.ts';
import { reportEntry } from './take-report.ts';

export type ReportDecision = {
  readonly workspaceId: WorkspaceId;
  readonly actor: Actor;
  readonly report: string;
};

/**
 * A person agrees: the run of whom it is about opens with everything of theirs. `subject` says who is meant where that is
 * somebody else than the report names, or it names nobody. Never by whom it is about.
 */
export async function confirmReport(
  order: ReportDecision & { readonly subject: string | null; readonly isInvoluntary: boolean },
  services: Services,
): Promise<LeaveReport> {
  const { workspaceId, actor, isInvoluntary } = order;
  return decide(order, services, async (tx, report) => {
    const subject = order.subject ?? report.subject ?? refuse('bad-request', 'say who is meant');
    if (isOneself(await pseudonymsOf(tx, actor), subject, report.subject)) refuse('own-rights');
    if (!(await readIdentities(tx, [subject], services)).has(subject))
      refuse('bad-request', 'nobody is known by this pseudonym');
    const { zone } = await readWorkspace(tx, workspaceId);
    const effectiveAt = report.lastDay === null ? report.receivedAt : endOfDay(report.lastDay, zone);
    const who = { workspaceId, actor, subject, agency: null, effectiveAt, isInvoluntary };
    const run = await openInTx(tx, { ...who, reason: 'a report said so', toldBy: 'report' }, services);
    const payload = { report: report.id, run: run.id, subject };
    // Whom it named stays as it was; its run says who was meant.
    const after = { ...report, subject: report.subject ?? subject, run: run.id, state: 'confirmed' as const };
    return { after, type: 'leave-report.confirmed@1', payload };
  });
}

/** It was a mistake, or a joke, or is about nobody here. */
export function dismissReport(
  order: ReportDecision & { readonly reason: string },
  services: Services,
): Promise<LeaveReport> {
  const reason = maskedReason(order.reason, services);
  return decide(order, services, async (_tx, report) => ({
    after: { ...report, state: 'dismissed' as const },
    type: 'leave-report.dismissed@1',
    payload: { report: report.id, reason },
  }));
}

type Decided = {
  readonly after: LeaveReport;
  readonly type: `leave-report.${string}@${number}`;
  readonly payload: Parameters<typeof reportEntry>[3];
};

async function decide(
  { workspaceId, actor, report: id }: ReportDecision,
  services: Services,
  change: (tx: Parameters<typeof lockReport>[0], report: LeaveReport) => Promise<Decided>,
): Promise<LeaveReport> {
  services.keyring.assertOpen();
  if (actor.kind !== 'user') refuse('person-needed');
  const decided = await services.database.withWorkspace(workspaceId, async (tx) => {
    const report = (await lockReport(tx, id)) ?? refuse('not-found');
    if (report.state !== 'waiting') refuse('already-decided');
    const { after, type, payload } = await change(tx, report);
    const at = services.clock.now();
    const [appended] = await append(tx, [reportEntry(type, after, { actor, at }, payload)], services);
    const written = { ...after, decidedBy: actor.id, decidedAt: at, position: appended?.position ?? -1 };
    await updateReport(tx, written);
    return written;
  });
  services.live.publish(workspaceId, 'ledger');
  return decided;
}
