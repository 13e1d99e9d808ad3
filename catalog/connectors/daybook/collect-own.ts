import {
  type ConnectorTools,
  type Emission,
  type FactKind,
  type OwnAccount,
  type OwnGrant,
  type OwnList,
  type OwnPage,
  type OwnRows,
  type OwnSource,
  type RecordOf,
  SourceError,
} from '@daybook/kit';
import { readListing } from './read-listing.ts';
import {
  accountOfMember,
  configOfChange,
  credentialOfKey,
  exportOfTaken,
  grantOfRight,
  systemAccessOf,
} from './records-of-own.ts';

const scope = 'daybook';
/** Read every hour; a few missed turns are not yet silence. */
const maxGapHours = 3;
const pagesMax = 10_000;

/** Everything Daybook tells of itself, list by list; each is counted by the source before and after it is read. */
export async function* collectOwn({ own, signal }: ConnectorTools): AsyncGenerator<Emission> {
  if (own === undefined) {
    throw new SourceError(
      'source-not-found',
      'only a running Daybook can read itself',
      'nothing needs to be connected for this',
    );
  }
  const accounts = yield* readList({ own, signal }, 'accounts', 'account', accountOfMember);
  const grants = yield* readList({ own, signal }, 'grants', 'grant', grantOfRight);
  yield* spreadOfRights(accounts, grants);
  yield* readList({ own, signal }, 'credentials', 'credential', credentialOfKey);
  yield* readList({ own, signal }, 'changes', 'config', configOfChange);
  yield* readList({ own, signal }, 'exports', 'export', exportOfTaken);
  for (const listing of await own.listings()) yield* readListing(listing, signal);
}

type Reading = { readonly own: OwnSource; readonly signal: AbortSignal };
type ReadList<Row> = { readonly rows: readonly Row[]; readonly reasons: readonly string[] };

async function* readList<L extends OwnList, K extends FactKind>(
  { own, signal }: Reading,
  list: L,
  kind: K,
  recordOf: (row: OwnRows[L]) => RecordOf<K>,
): AsyncGenerator<Emission, ReadList<OwnRows[L]>> {
  yield { type: 'population', kind, scope, query: `all ${list} of this workspace`, maxGapHours };
  const before = await own.count(list);
  const rows: OwnRows[L][] = [];
  let pages = 0;
  for (let after: string | null = null; ; ) {
    if (signal.aborted) throw new SourceError('cancelled', 'the reading was cancelled', 'start it again');
    const page: OwnPage<L> = await own.page(list, after);
    pages += 1;
    for (const row of page.items) {
      rows.push(row);
      yield { type: 'record', kind, scope, record: recordOf(row) };
    }
    if (page.next === null) break;
    if (pages === pagesMax)
      throw new SourceError('source-truncated', `the ${list} have more pages than are read`, 'report it');
    after = page.next;
  }
  const reasons = countedReasons(list, { before, read: rows.length, after: await own.count(list) });
  yield endOf(kind, { reasons, sourceCount: before, pages, attributes: { [list]: rows.length } });
  return { rows, reasons };
}

/** What changed while it was read may have been missed, so the list is not whole. */
function countedReasons(list: string, counts: { before: number; read: number; after: number }): string[] {
  const { before, read, after } = counts;
  if (before === read && read === after) return [];
  return [`${read} ${list} were read, but ${before} were counted before and ${after} afterwards`];
}

function* spreadOfRights(accounts: ReadList<OwnAccount>, grants: ReadList<OwnGrant>): Generator<Emission> {
  const kind = 'system-access';
  yield { type: 'population', kind, scope, query: 'who may administer this workspace', maxGapHours };
  const record = systemAccessOf(accounts.rows, grants.rows);
  yield { type: 'record', kind, scope, record };
  const attributes = { people: record.people, administrators: record.administrators.length };
  const reasons = [...accounts.reasons, ...grants.reasons];
  yield endOf(kind, { reasons, sourceCount: 1, pages: 1, attributes });
}

type Ending = {
  readonly reasons: readonly string[];
  readonly sourceCount: number;
  readonly pages: number;
  readonly attributes: Readonly<Record<string, number>>;
};

function endOf(kind: FactKind, { reasons, ...ending }: Ending): Emission {
  return { type: 'end', kind, scope, isComplete: reasons.length === 0, reasons, gaps: [], ...ending };
}
