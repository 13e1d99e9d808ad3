import { type PackageSource, payloadRule, type StoredEntry } from '@daybook/verify';
import {
  entryOf,
  findUnreadable,
  pastCheckpoints,
  readEntryRange,
  readPayloads,
  signMessage,
} from '../ledger/index.ts';
import { refuse, type Services, type Tx, type WorkspaceId } from '../platform/index.ts';
import type { NamedLedger, NamedLog } from './name-checkpoint.ts';

const batchSize = 1_000;

type SourceServices = Pick<Services, 'database' | 'keyring' | 'dataKeys' | 'clock'>;

/**
 * The ledger as the package writer reads it: in batches, each in a transaction of its own. What lies below a checkpoint
 * never changes, so the batches fit together.
 */
export function ledgerSource(
  { workspaceId, named }: { readonly workspaceId: WorkspaceId; readonly named: NamedLedger },
  services: SourceServices,
): PackageSource {
  const read = <T>(work: (tx: Tx) => Promise<T>) => services.database.withWorkspace(workspaceId, work);
  return {
    logs: named.logs.map(({ id: _, ...log }) => log),
    policy: named.policy,
    entries: async function* ({ origin }) {
      const log = named.logs.find((each) => each.origin === origin);
      if (log === undefined) throw new Error('the log is not one of the package');
      for (let from = 0; from < log.size; from += batchSize) {
        const to = Math.min(from + batchSize, log.size);
        yield* await read((tx) => readBatch(tx, log, { from, to }, services));
      }
    },
    history: async function* ({ origin }, sizes) {
      const log = named.logs.find((each) => each.origin === origin);
      if (log !== undefined)
        yield* await read((tx) => pastCheckpoints(tx, log.id, { below: log.size, sizes }));
    },
    sign: (message) => read((tx) => signMessage(tx, message, services)),
  };
}

async function readBatch(
  tx: Tx,
  log: NamedLog,
  { from, to }: { readonly from: number; readonly to: number },
  services: SourceServices,
): Promise<readonly StoredEntry[]> {
  const rows = await readEntryRange(tx, log.id, from, to);
  if (rows.length !== to - from) throw new Error('the ledger has a gap');
  const placed = rows.map(({ index, text }) => ({
    position: log.firstPosition + index,
    text,
    entry: entryOf(text),
  }));
  const needed = placed.filter(
    ({ entry }) => entry.payload !== undefined && payloadRule(entry.type) !== 'left-out',
  );
  const ids = needed.map(({ position, entry }) => ({ position, id: entry.id }));
  const payloads = new Map(
    (await readPayloads(tx, ids, services)).map((payload) => [payload.position, payload]),
  );
  const unreadable = await findUnreadable(tx, needed, new Set(payloads.keys()));
  if (unreadable.size > 0) refuseUnreadable(unreadable);
  return placed.map(({ position, text, entry }): StoredEntry => {
    const payload = payloads.get(position);
    if (payload !== undefined)
      return { text, payload: { state: 'present', salt: payload.salt, body: payload.body } };
    // what is committed to and not there any more was erased; the package writer holds that against the entries
    return { text, payload: { state: entry.payload === undefined ? 'none' : 'erased' } };
  });
}

/** A package that leaves out what is not erased would say less than the ledger knows, and call it whole. */
function refuseUnreadable(positions: ReadonlySet<number>): never {
  const [first] = positions;
  return refuse(
    'keys-damaged',
    `the payload of entry ${first} cannot be opened though it was not erased: its data key is missing or it was damaged`,
    'restore the backup together with its `.keys` archive, then build the package again',
  );
}
