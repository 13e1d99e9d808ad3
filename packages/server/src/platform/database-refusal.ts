import pg from 'pg';
import { Refusal } from './errors.ts';

/** SQLSTATE → what the caller may read. In every case nothing was acknowledged. */
const refusalsByCode: Readonly<Record<string, Reason>> = {
  '55P03': ['ledger-busy', 'another writer held the log for too long, so nothing was written down'],
  57014: ['ledger-busy', 'writing to the ledger took too long, so nothing was written down'],
  '25P03': [
    'ledger-busy',
    'this writer held the log for too long without working, so nothing was written down',
  ],
  53100: [
    'ledger-closed',
    'the disk of the database is full, so nothing was written down',
    'make room on that disk, then try again',
  ],
  53200: [
    'ledger-closed',
    'the database is out of memory, so nothing was written down',
    'try again; if it stays so, give the machine of the database more memory',
  ],
  53300: [
    'ledger-closed',
    'the database takes no more connections, so nothing was written down',
    'raise its `max_connections`, or end what else uses it',
  ],
  '57P01': ['ledger-closed', 'the database is stopping; the entry may not have been written down'],
  '57P02': ['ledger-closed', 'the database crashed; the entry may not have been written down'],
  '57P03': ['ledger-closed', 'the database is not ready, so nothing was written down'],
};

const brokenConnection = [
  'ledger-closed',
  'the connection to the database ended; the entry may not have been written down',
] as const;
const brokenCodes = new Set(['EPIPE', 'ECONNRESET']);
/** Of a socket that is not there; a file that is not there is something else. */
const unreachedCodes = new Set(['ECONNREFUSED', 'ENOENT', 'ETIMEDOUT']);

/** Data keys go to files of the data folder while a transaction waits for them. */
const fullDisk = [
  'ledger-closed',
  'the disk of the data folder is full, so nothing was written down',
  'make room on that disk, then try again',
] as const;

/** Failures of the store that are no bug of ours become refusals with the real reason; the error stays as its cause. */
export function databaseRefusal(error: unknown): unknown {
  const known = reasonOf(error);
  if (known === undefined) return error;
  const refusal = new Refusal(...known);
  refusal.cause = error;
  return refusal;
}

type Reason = readonly [code: 'ledger-busy' | 'ledger-closed', detail: string, hint?: string];

function reasonOf(error: unknown): Reason | undefined {
  if (error instanceof pg.DatabaseError) return refusalsByCode[error.code ?? ''];
  if (!(error instanceof Error)) return undefined;
  const code = 'code' in error ? String(error.code) : '';
  if (code === 'ENOSPC' || code === 'EDQUOT') return fullDisk;
  const isUnreached = unreachedCodes.has(code) && 'syscall' in error && error.syscall === 'connect';
  // What pg says of a connection that ended has no code.
  const isBroken = isUnreached || brokenCodes.has(code) || error.message.startsWith('Connection terminated');
  return isBroken ? brokenConnection : undefined;
}
