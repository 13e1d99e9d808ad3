import { nameSubject } from '../../../intake/index.ts';
import { append, type EntryInput, type JsonValue } from '../../../ledger/index.ts';
import { type Actor, refuse, type Services, type Tx, type WorkspaceId } from '../../../platform/index.ts';
import { ownWords } from '../../../redaction/index.ts';
import { maskedWords } from '../../masked-reason.ts';
import { runsOf } from '../leaver-runs.store.ts';
import type { LeaveReport } from './leave-report.ts';
import { countWaiting, insertReport } from './leave-reports.store.ts';

export type ToldReport = Pick<LeaveReport, 'way' | 'sender' | 'lastDay'> & {
  readonly workspaceId: WorkspaceId;
  readonly actor: Actor;
  /** Who left, as the report names them; null where it names nobody. */
  readonly about: { readonly email?: string; readonly name?: string } | null;
  readonly words: string | null;
};

/** As many as may wait at once, by their way: whoever floods the public form keeps neither mails nor programs out. */
const waitingMax = { form: 200, mail: 500, api: 500 } as const;
const wordsMax = 4_000;

/**
 * Writes a report down for a manager to look at. Who it is about becomes a pseudonym; its words are masked. The answer says
 * nothing about whether anybody knows the person.
 */
export async function takeReport(told: ToldReport, services: Services): Promise<LeaveReport> {
  services.keyring.assertOpen();
  const { workspaceId } = told;
  const report = await services.database.withWorkspace(workspaceId, (tx) => writeReport(tx, told, services));
  services.live.publish(workspaceId, 'ledger');
  return report;
}

async function writeReport(tx: Tx, told: ToldReport, services: Services): Promise<LeaveReport> {
  const { way, sender, lastDay, actor } = told;
  if ((await countWaiting(tx, { way })) >= waitingMax[way]) refuse('rate-limited');
  const words = told.words === null ? null : maskedWords(told.words, services).slice(0, wordsMax);
  const named = await whomItNames(tx, told, services);
  const subject = named?.subject ?? null;
  const receivedAt = services.clock.now();
  const isRepeated = subject !== null && (await isToldAlready(tx, subject));
  const draft: LeaveReport = {
    ...{ id: services.ids.make('lrp'), way, subject, isKnown: named?.isKnown === true, sender, lastDay },
    ...{ words: words === '' ? null : words, receivedAt, state: isRepeated ? 'repeated' : 'waiting' },
    ...{ run: null, decidedBy: null, decidedAt: null, position: -1 },
  };
  const payload = { report: draft.id, way, subject, sender, lastDay, reason: draft.words, isRepeated };
  const entry = reportEntry('leave-report.received@1', draft, { actor, at: receivedAt }, payload);
  const [appended] = await append(tx, [entry], services);
  const report = { ...draft, position: appended?.position ?? -1 };
  await insertReport(tx, report);
  return report;
}

async function whomItNames(tx: Tx, { about, actor }: ToldReport, services: Services) {
  if (about === null || (about.email === undefined && about.name === undefined)) return null;
  const { email, name } = about;
  if (email === undefined) return null;
  return nameSubject(tx, { email, ...(name !== undefined && { name }) }, actor, services);
}

async function isToldAlready(tx: Tx, subject: string): Promise<boolean> {
  if ((await countWaiting(tx, { subject })) > 0) return true;
  return (await runsOf(tx, { subjects: [subject], agencies: [] })).some(({ state }) => state === 'open');
}

/** An entry about one report; its words are masked already. */
export function reportEntry(
  type: `leave-report.${string}@${number}`,
  { id, subject }: Pick<LeaveReport, 'id' | 'subject'>,
  { actor, at }: { readonly actor: Actor; readonly at: string },
  payload: JsonValue,
): EntryInput {
  const refs = subject === null ? [id] : [id, subject];
  return { type, actor, occurredAt: at, observedAt: at, refs, payload: ownWords(payload) };
}
