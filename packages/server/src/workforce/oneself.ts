import { sql } from 'kysely';
import { onePersonPairs } from '../access/index.ts';
import type { Tx } from '../platform/index.ts';

/** Under which the accounts of Daybook itself are told. */
const ownSystem = 'daybook';

/** Every pseudonym by its person: who asked, and one they go by. */
type Going = { readonly asked: string; readonly subject: string };

/**
 * Everything under which this member of Daybook is known here: their own pseudonym, the person their account in Daybook belongs
 * to, that person's accounts everywhere, and sealed accounts whose password they were shown. Compare with it wherever nobody
 * may act about themselves, or a second person is needed.
 */
export async function pseudonymsOf(tx: Tx, { id }: { readonly id: string }): Promise<ReadonlySet<string>> {
  return (await pseudonymsOfEach(tx, [id])).get(id) ?? new Set([id]);
}

/** Whether any of these is the same person; null is nobody. */
export function isOneself(mine: ReadonlySet<string>, ...others: readonly (string | null)[]): boolean {
  return others.some((one) => one !== null && mine.has(one));
}

/** Of members of Daybook known now, who is the same person as one of these; these are among them. */
export async function readMembersAmong(
  tx: Tx,
  named: readonly string[],
): Promise<(subjects: readonly string[]) => readonly string[]> {
  const { rows } = await sql<{ holder: string }>`
    select holder from account_link
    where workspace_id = ${tx.workspaceId} and system = ${ownSystem} and person is not null`.execute(tx.db);
  const sealed = (await pairsOf(tx)).flat();
  const members = [...new Set([...named, ...sealed, ...rows.map(({ holder }) => holder)])];
  const going = new Map<string, string[]>();
  for (const [member, pseudonyms] of await pseudonymsOfEach(tx, members)) {
    for (const one of pseudonyms) going.set(one, [...(going.get(one) ?? []), member]);
  }
  return (subjects) => [...new Set(subjects.flatMap((one) => [one, ...(going.get(one) ?? [])]))];
}

async function pseudonymsOfEach(
  tx: Tx,
  members: readonly string[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const own = await withAccounts(
    tx,
    members.map((subject) => ({ asked: subject, subject })),
  );
  const knows = new Map<string, string[]>();
  for (const [one, other] of await pairsOf(tx)) {
    knows.set(one, [...(knows.get(one) ?? []), other]);
    knows.set(other, [...(knows.get(other) ?? []), one]);
  }
  const sealed = own.flatMap(({ asked, subject }) =>
    (knows.get(subject) ?? []).map((other) => ({ asked, subject: other })),
  );
  const all = sealed.length === 0 ? own : [...own, ...(await withAccounts(tx, sealed))];
  const grouped = Map.groupBy(all, ({ asked }) => asked);
  return new Map([...grouped].map(([asked, found]) => [asked, new Set(found.map(({ subject }) => subject))]));
}

function pairsOf(tx: Tx): Promise<readonly (readonly [string, string])[]> {
  if (tx.workspaceId === null) throw new Error('people are those of a workspace');
  return onePersonPairs(tx, tx.workspaceId);
}

/** Adds the person of an account in Daybook, and all accounts of that person. */
async function withAccounts(tx: Tx, known: readonly Going[]): Promise<readonly Going[]> {
  const { rows } = await sql<Going>`
    with known as (
      select * from unnest(${known.map(({ asked }) => asked)}::text[],
        ${known.map(({ subject }) => subject)}::text[]) as k (asked, subject)
    ), persons as (
      select asked, subject from known
      union select k.asked, l.person from known k
      join account_link l on l.workspace_id = ${tx.workspaceId} and l.system = ${ownSystem} and l.holder = k.subject
      where l.person is not null
    )
    select asked, subject from persons
    union select p.asked, l.holder from persons p
    join account_link l on l.workspace_id = ${tx.workspaceId} and l.person = p.subject`.execute(tx.db);
  return rows;
}
