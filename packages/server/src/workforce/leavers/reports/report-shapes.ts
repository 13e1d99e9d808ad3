import { z } from 'zod';
import { calledBy, readIdentities } from '../../../intake/index.ts';
import { freeText } from '../../../ledger/index.ts';
import { Personal, personalText, type Services, type Tx } from '../../../platform/index.ts';
import type { LeaveReport } from './leave-report.ts';
import { candidateShape, candidatesOf } from './report-candidates.ts';

export const reportShape = z.object({
  id: z.string(),
  way: z.enum(['api', 'form', 'mail']),
  subject: z.string().nullable(),
  /** Null where the report names nobody. */
  name: personalText.nullable(),
  isKnown: z.boolean(),
  sender: z.enum(['vouched', 'unproven', 'failed']),
  lastDay: z.string().nullable(),
  words: personalText.nullable(),
  receivedAt: z.string(),
  state: z.enum(['waiting', 'confirmed', 'dismissed', 'repeated']),
  run: z.string().nullable(),
  decidedBy: z.string().nullable(),
  decidedAt: z.string().nullable(),
  /** Of one that waits: who may be meant, the surest first; empty where nobody here is like it. */
  candidates: z.array(candidateShape),
  position: z.int(),
});

export type ReportView = z.input<typeof reportShape>;

/** Reports as they are shown, with the names of whom they are about. */
export async function describeReports(
  tx: Tx,
  reports: readonly LeaveReport[],
  services: Services,
): Promise<readonly ReportView[]> {
  const subjects = reports.flatMap(({ subject }) => (subject === null ? [] : [subject]));
  const names = await readIdentities(tx, subjects, services);
  const waiting = reports.flatMap(({ subject, state }) =>
    subject !== null && state === 'waiting' ? [subject] : [],
  );
  const whoMayBe = await candidatesOf(tx, waiting, services);
  return reports.map((report) => ({
    ...report,
    candidates: report.subject === null || report.state !== 'waiting' ? [] : [...whoMayBe(report.subject)],
    name:
      report.subject === null ? null : new Personal([calledBy(report.subject, names.get(report.subject))]),
    words: report.words === null ? null : freeText(report.words, { position: report.position, author: '' }),
  }));
}
