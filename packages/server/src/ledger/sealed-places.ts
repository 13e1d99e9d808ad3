import type { SealedPlace } from '../platform/index.ts';

/** Signing keys of logs, and data keys where the database holds them. */
export const ledgerSealedPlaces: readonly SealedPlace[] = [
  { table: 'ledger_log', column: 'sealed_key', kind: 'bytes', context: "'log-key:' || log_id" },
  {
    table: 'ledger_key',
    column: 'sealed_key',
    kind: 'bytes',
    context: "'log-key:' || log_id || ':' || number",
  },
  { table: 'data_key', column: 'sealed', kind: 'bytes', context: "'data-key:' || key_id" },
];
