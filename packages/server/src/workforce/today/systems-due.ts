import { sql } from 'kysely';
import type { PopulationStatus } from '../../facts/index.ts';
import type { Tx } from '../../platform/index.ts';
import { dayIn } from '../reviews/expected-periods.ts';
import { type Duty, duty } from './duty.ts';

const dayMs = 86_400_000;
const endingDays = 14;
const attestationDays = 7;

type Attested = {
  readonly system: string;
  readonly name: string;
  readonly untilAt: string | null;
  readonly isWithdrawn: boolean;
};

/** Systems whose access list two people attest: those of which it runs out soon, and those of which nothing is in force. */
export async function attestationsToRenew(tx: Tx, now: string): Promise<readonly Duty[]> {
  const soon = new Date(Date.parse(now) + attestationDays * dayMs).toISOString();
  const { rows } = await sql<Attested>`
    select r.system, r.name, a.until_at as "untilAt", coalesce(a.withdrawn_at is not null, false) as "isWithdrawn"
    from registered_system r left join lateral (
      select until_at, withdrawn_at from attestation
      where attestation.workspace_id = r.workspace_id and attestation.system = r.system and confirmed_at is not null
      order by confirmed_at desc, attestation_id desc limit 1) a on true
    where r.workspace_id = ${tx.workspaceId} and r.means = 'attested' order by a.until_at nulls first, r.system
    limit 10000`.execute(tx.db);
  const isOut = ({ untilAt, isWithdrawn }: Attested) => untilAt === null || isWithdrawn || untilAt <= now;
  const out = rows.filter(isOut);
  const ending = rows.filter((one) => !isOut(one) && (one.untilAt ?? '') <= soon);
  return [
    ...systemsDuty('attestations-out', 'unknown', out),
    ...systemsDuty('attestations-ending', 'due', ending),
  ];
}

function systemsDuty(
  kind: Duty['kind'],
  urgency: Duty['urgency'],
  systems: readonly Attested[],
): readonly Duty[] {
  const [first] = systems;
  if (first === undefined) return [];
  const id = systems.length === 1 ? first.system : null;
  const names = systems.map(({ name }) => name);
  const late = urgency === 'unknown' ? systems.length : 0;
  return [duty({ kind, urgency, count: systems.length, late, dueAt: first.untilAt, id, names })];
}

const waitingMax = 100;

/** What one person attested and another has to confirm, for somebody who did not say it. */
export async function attestationsToConfirm(tx: Tx, me: string, now: string): Promise<readonly Duty[]> {
  const { rows } = await sql<{ system: string; name: string; madeAt: string }>`
    select a.system, coalesce(r.name, a.system) as name, a.made_at as "madeAt" from attestation a
    left join registered_system r on r.workspace_id = a.workspace_id and r.system = a.system
    where a.workspace_id = ${tx.workspaceId} and a.confirmed_at is null and a.withdrawn_at is null
      and a.until_at > ${now} and a.made_at > ${now}::timestamptz - interval '30 days' and a.made_by <> ${me}
    order by a.made_at, a.attestation_id limit ${waitingMax}`.execute(tx.db);
  const [first] = rows;
  if (first === undefined) return [];
  const numbers = { count: rows.length, isAtLeast: rows.length === waitingMax, dueAt: first.madeAt };
  const id = rows.length === 1 ? first.system : null;
  const names = [...new Set(rows.map(({ name }) => name))];
  return [duty({ kind: 'attestations-waiting', urgency: 'due', ...numbers, id, names })];
}

/** Agencies whose last day is within two weeks, today included. What is over opens a leaver run by itself. */
export async function agenciesEnding(
  tx: Tx,
  { now, zone }: { readonly now: string; readonly zone: string },
): Promise<readonly Duty[]> {
  const today = dayIn(now, zone);
  const { rows } = await sql<{ id: string; name: string; until: string }>`
    select agency_id as id, name, to_char(engagement_until, 'YYYY-MM-DD') as until from agency
    where workspace_id = ${tx.workspaceId} and ended_at is null
      and engagement_until between ${today}::date and ${today}::date + ${endingDays}::integer
    order by engagement_until, name_key limit ${waitingMax}`.execute(tx.db);
  const [first] = rows;
  if (first === undefined) return [];
  const numbers = { count: rows.length, isAtLeast: rows.length === waitingMax, dueAt: first.until };
  const id = rows.length === 1 ? first.id : null;
  return [
    duty({ kind: 'agencies-ending', urgency: 'due', ...numbers, id, names: rows.map(({ name }) => name) }),
  ];
}

/** Registered systems of which no list of accounts was ever read, and people of whom none was. */
export async function neverRead(tx: Tx, populations: readonly PopulationStatus[]): Promise<readonly Duty[]> {
  const read = populations.filter(({ kind }) => kind === 'account').map(({ scope }) => scope);
  const { rows } = await sql<{ system: string; name: string }>`
    select system, name from registered_system
    where workspace_id = ${tx.workspaceId} and means <> 'attested' and system <> all (${read}::text[])
    order by name, system limit 10000`.execute(tx.db);
  const people = populations.some(({ kind }) => kind === 'person')
    ? []
    : [duty({ kind: 'people-unread', urgency: 'unknown', count: 1 })];
  if (rows.length === 0) return people;
  const id = rows.length === 1 ? (rows[0]?.system ?? null) : null;
  const names = rows.map(({ name }) => name);
  return [...people, duty({ kind: 'systems-unread', urgency: 'unknown', count: rows.length, id, names })];
}
