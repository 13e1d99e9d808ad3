import { listConnections, type StoredConnection } from '../../connections/index.ts';
import { isUpload, listReadingGaps, type ReadingGap } from '../../intake/index.ts';
import { listReceiptsBefore, readEntriesAt } from '../../ledger/index.ts';
import type { Services, Tx } from '../../platform/index.ts';
import { listPopulationRows } from '../populations.store.ts';
import { type ClockHealth, clockHealth } from './clock-health.ts';
import { type Lateness, lateness } from './lateness.ts';
import { newestOccurredFacts } from './occurred-facts.store.ts';

export type Gap = {
  readonly connection: string;
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly hours: number;
  readonly reason: string;
};

export type LateEvidence = Lateness & {
  readonly connection: string;
  readonly name: string;
  readonly isUpload: boolean;
};

export type LedgerHealth = {
  readonly clock: ClockHealth;
  readonly gaps: readonly Gap[];
  readonly late: readonly LateEvidence[];
};

const receiptsLookedAt = 100;
const gapDays = 90;
const gapsMax = 100;
const entriesPerConnection = 200;
const usualLagHours = 24;

/** What the ledger's own figures say of when and how whole it was told: from a bounded part of them, whatever its size. */
export async function ledgerHealth(
  tx: Tx,
  services: Pick<Services, 'clock' | 'settings'>,
): Promise<LedgerHealth> {
  const now = services.clock.now();
  const connections = await listConnections(tx);
  return {
    clock: clockHealth(await listReceiptsBefore(tx, null, receiptsLookedAt), now),
    gaps: await gapsOf(tx, connections, now),
    late: await lateOf(tx, connections, services),
  };
}

async function gapsOf(
  tx: Tx,
  connections: readonly StoredConnection[],
  now: string,
): Promise<readonly Gap[]> {
  const names = new Map(connections.map(({ id, name }) => [id, name]));
  const since = new Date(Date.parse(now) - gapDays * 86_400_000).toISOString();
  const gaps = await listReadingGaps(tx, { since, now, limit: gapsMax });
  return gaps.map((gap) => {
    const to = gap.to ?? now;
    const hours = Math.round((Date.parse(to) - Date.parse(gap.from)) / 3_600_000);
    const name = names.get(gap.connection) ?? gap.connection;
    return { connection: gap.connection, name, from: gap.from, to, hours, reason: reasonOf(gap) };
  });
}

function reasonOf({ wasWhole, to, tries, message, maxGapHours }: ReadingGap): string {
  const since = wasWhole ? 'the last whole reading' : 'the first try';
  const until = to === null ? 'and is not yet' : 'until then';
  const said = message === null ? '' : `; the last one said: ${message}`;
  const tried =
    tries === 0
      ? 'nobody read it'
      : `${tries} ${tries === 1 ? 'reading was' : 'readings were'} not whole${said}`;
  return `it has to be read whole every ${maxGapHours} hours and was not since ${since}, ${until}: ${tried}`;
}

async function lateOf(
  tx: Tx,
  connections: readonly StoredConnection[],
  { settings }: Pick<Services, 'settings'>,
): Promise<readonly LateEvidence[]> {
  const facts = await newestOccurredFacts(tx, entriesPerConnection);
  const entries = await readEntriesAt(
    tx,
    facts.map((fact) => fact.position),
  );
  const recordedAt = new Map(entries.map(({ position, entry }) => [position, entry.recordedAt]));
  const populations = await listPopulationRows(tx);
  return connections.map((connection) => {
    const { id, name } = connection;
    const own = facts.filter((fact) => fact.connection === id);
    const lagsMs = own.map(
      ({ position, occurredAt }) =>
        Date.parse(recordedAt.get(position) ?? occurredAt) - Date.parse(occurredAt),
    );
    const gaps = populations.filter((row) => row.connection === id).map((row) => row.maxGapHours);
    const expectedHours = gaps.length === 0 ? usualLagHours : Math.min(...gaps);
    const byHand = isUpload(connection, settings);
    return {
      connection: id,
      name,
      isUpload: byHand,
      ...lateness(lagsMs, { expectedHours, isUpload: byHand }),
    };
  });
}
