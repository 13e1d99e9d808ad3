import { sql } from 'kysely';
import { type AccountEnding, accountEndings, listPopulations, wholeSince } from '../../facts/index.ts';
import { readWorkspace, type Services, type Tx, type WorkspaceId } from '../../platform/index.ts';
import { accountName } from '../linking/account-link.ts';
import { startOfDay } from '../reviews/expected-periods.ts';
import { readCells } from './cells.store.ts';
import { type Burst, type BurstWindow, burstChance, burstLeast, removalBurst } from './removal-burst.ts';
import { principalName } from './standing-of.ts';

const dayMs = 86_400_000;
const endingsMax = 100_000;
const listsNamedMax = 20;

export type EndingsAsked = {
  /** The day before which the window ends, `YYYY-MM-DD` in the organisation's zone. */
  readonly day: string;
  readonly days: number;
  readonly daysBefore: number;
};

export type Endings = Burst & {
  readonly window: BurstWindow;
  readonly verdict: 'burst' | 'even' | 'unknown';
  /** Of those in the window the accounts that had to go by a leaver run, a review or a change of role known here. */
  readonly ordered: number;
  /** Lists of accounts that were watched all the time; with none the numbers say nothing. */
  readonly lists: number;
  /** Why nothing can be called even. */
  readonly reasons: readonly string[];
  readonly least: number;
  readonly threshold: number;
};

/** How many accounts ended in the days before a date, beside how many did before those days. */
export async function readEndings(
  tx: Tx,
  { asked, workspaceId }: { readonly asked: EndingsAsked; readonly workspaceId: WorkspaceId },
  services: Pick<Services, 'clock'>,
): Promise<Endings> {
  const { zone } = await readWorkspace(tx, workspaceId);
  const lists = await wholeSince(tx, ['account'], ['1970-01-01T00:00:00.000Z']);
  const window = windowOf(
    asked,
    zone,
    lists.flatMap(({ wholeAt }) => wholeAt ?? []),
  );
  const isKnown = ({ wholeAt }: (typeof lists)[number]) => wholeAt !== null && wholeAt <= window.baselineFrom;
  const known = new Set(lists.filter(isKnown).map(listName));
  const leftOut = [...new Set(lists.filter((one) => !isKnown(one)).map(({ scope }) => scope))].toSorted();
  const found = await accountEndings(tx, { from: window.baselineFrom, to: window.until }, endingsMax);
  const endings = found.filter((one) => known.has(listName(one)));
  const whose = await principalsOf(tx, endings);
  const burst = removalBurst(
    endings.map((one) => ({ ...one, who: whose.get(accountName(one)) ?? accountName(one) })),
    window,
  );
  const reasons = await reasonsOf(
    tx,
    { window, isAny: known.size > 0, leftOut, isCut: found.length === endingsMax },
    services,
  );
  const inside = endings.filter(({ beforeAt }) => beforeAt !== null && beforeAt >= window.from);
  return {
    ...burst,
    window,
    verdict: burst.isBurst ? 'burst' : reasons.length > 0 ? 'unknown' : 'even',
    ordered: await countOrdered(tx, inside),
    lists: known.size,
    reasons,
    least: burstLeast,
    threshold: burstChance,
  };
}

/** The time before begins no earlier than the first whole list: nothing could be seen to end before that. */
function windowOf(
  { day, days, daysBefore }: EndingsAsked,
  zone: string,
  wholeAts: readonly string[],
): BurstWindow {
  const until = startOfDay(day, zone);
  const from = new Date(Date.parse(until) - days * dayMs).toISOString();
  const asked = new Date(Date.parse(from) - daysBefore * dayMs).toISOString();
  const [first] = wholeAts.toSorted();
  const baselineFrom = first !== undefined && first > asked && first < from ? first : asked;
  return { baselineFrom, from, until };
}

function listName({ scope, connection }: { readonly scope: string; readonly connection: string }): string {
  return `${scope}\n${connection}`;
}

/** Whose each of these accounts was when it was last there. */
async function principalsOf(tx: Tx, endings: readonly AccountEnding[]): Promise<ReadonlyMap<string, string>> {
  const cells = await readCells(tx, endings);
  return new Map(
    cells.map((cell) => [
      accountName(cell),
      principalName({ kind: cell.principalKind, id: cell.principalId }),
    ]),
  );
}

type Seen = {
  readonly window: BurstWindow;
  readonly isAny: boolean;
  /** Lists that were first read whole after the time before began: what ended in them early could not be seen. */
  readonly leftOut: readonly string[];
  readonly isCut: boolean;
};

async function reasonsOf(
  tx: Tx,
  { window, isAny, leftOut, isCut }: Seen,
  services: Pick<Services, 'clock'>,
): Promise<readonly string[]> {
  const { baselineFrom, from, until } = window;
  const lengthMs = Date.parse(until) - Date.parse(from);
  const lists = (await listPopulations(tx, services)).filter(({ kind }) => kind === 'account');
  const partial = lists.filter(({ isComplete }) => !isComplete).map(({ scope }) => scope);
  if (!isAny)
    return [
      'no list of accounts was whole when the time before began: choose a later date or a shorter time',
    ];
  return [
    ...(Date.parse(from) - Date.parse(baselineFrom) >= lengthMs
      ? []
      : ['the time before that is known is shorter than the days looked at']),
    ...(until > services.clock.now() ? ['the days looked at are not over'] : []),
    ...namedLists('first read whole after the time before began, so left out', leftOut),
    ...namedLists('not whole now, so that some may have ended unseen', partial),
    ...(isCut ? ['more accounts ended than are looked at'] : []),
  ];
}

function namedLists(what: string, scopes: readonly string[]): readonly string[] {
  if (scopes.length === 0) return [];
  const named = scopes.slice(0, listsNamedMax).map((scope) => `\`${scope}\``);
  const more = scopes.length - named.length;
  return [`lists of accounts ${what}: ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`];
}

async function countOrdered(tx: Tx, endings: readonly AccountEnding[]): Promise<number> {
  if (endings.length === 0) return 0;
  const { rows } = await sql<{ ordered: number }>`
    select count(distinct (r.scope, r.key))::integer as ordered
    from unnest(${endings.map(({ scope }) => scope)}::text[], ${endings.map(({ key }) => key)}::text[])
      as ended (scope, key)
    join access_removal r on r.scope = ended.scope and r.key = ended.key
    where r.workspace_id = ${tx.workspaceId} and r.kind = 'account' and r.state <> 'withdrawn'`.execute(
    tx.db,
  );
  return rows[0]?.ordered ?? 0;
}
