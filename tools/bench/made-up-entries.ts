import type { EntryInput } from '../../packages/server/src/ledger/index.ts';
import { systemActor, systemClock, systemIds } from '../../packages/server/src/platform/index.ts';
import { ownWords } from '../../packages/server/src/redaction/index.ts';

const [connection, pull] = [systemIds.make('con'), systemIds.make('pul')];

/** An observation as a pull records it, with its payload; without one it is a line of the log alone. */
export function madeUpEntry(number: number, hasPayload = true): EntryInput {
  const value = { system: 'crm', holder: systemIds.random('sub'), roles: ['reader', 'admin'], hasMfa: true };
  return {
    type: 'record.observed@1',
    actor: systemActor,
    occurredAt: null,
    observedAt: systemClock.now(),
    refs: [connection, pull],
    ...(hasPayload && {
      payload: ownWords({ kind: 'account', scope: 'crm', key: `crm/${number}`, value }),
    }),
  };
}

export function madeUpEntries(count: number, hasPayload = true): readonly EntryInput[] {
  return Array.from({ length: count }, (_, i) => madeUpEntry(i, hasPayload));
}
