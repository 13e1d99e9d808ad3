import pg from 'pg';
import { Refusal } from '../platform/index.ts';

/** SQLSTATE → what the caller may read. In every case nothing was acknowledged. */
const refusalsByCode: Readonly<Record<string, Reason>> = {
  '55P03': ['ledger-busy', 'another writer held the log for too long, so nothing was written down'],
  57014: ['ledger-busy', 'writing to the ledger took too long, so nothing was written down'],
  '25P03': [
    'ledger-busy',
    'this writer held the log for too long without working, so nothing was written down',
  ],
  53100: ['ledger-closed', 'the disk of the database is full, so nothing was written down'],
  53200: ['ledger-closed', 'the database is out of memory, so nothing was written down'],
  '57P01': ['ledger-closed', 'the database is stopping; the entry may not have been written down'],
  '57P02': ['ledger-closed', 'the database crashed; the entry may not have been written down'],
  '57P03': ['ledger-closed', 'the database is not ready, so nothing was written down'],
};

const brokenConnection = [
  'ledger-closed',
  'the connection to the database ended; the entry may not have been written down',
] as const;
const connectionCodes = new Set(['EPIPE', 'ECONNRESET', 'ECONNREFUSED', 'ENOENT', 'ETIMEDOUT']);

/** Failures of the store that are no bug of ours become refusals with the real reason; the error stays as its cause. */
export function ledgerRefusal(error: unknown): unknown {
  const known = reasonOf(error);
  if (known === undefined) return error;
  const refusal = new Refusal(...known);
  refusal.cause = error;
  return refusal;
}

type Reason = readonly [code: 'ledger-busy' | 'ledger-closed', detail: string];

function reasonOf(error: unknown): Reason | undefined {
  if (error instanceof pg.DatabaseError) return refusalsByCode[error.code ?? ''];
  if (!(error instanceof Error)) return undefined;
  const code = 'code' in error ? String(error.code) : '';
  // What pg says of a connection that ended has no code.
  const isBroken = connectionCodes.has(code) || error.message.startsWith('Connection terminated');
  return isBroken ? brokenConnection : undefined;
}

export async function withRefusals<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw ledgerRefusal(error);
  }
}
