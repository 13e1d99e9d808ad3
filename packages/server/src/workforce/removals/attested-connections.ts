import { sql } from 'kysely';
import { listConnections } from '../../connections/index.ts';
import type { Absence } from '../../facts/index.ts';
import type { Tx } from '../../platform/index.ts';
import type { RemovalTarget } from './removal.ts';

const ownConnector = 'daybook';
const ownSystem = 'daybook';
const pseudonym = /sub_[0-9a-f-]{36}$/;

type Target = Pick<RemovalTarget, 'kind' | 'scope' | 'key'>;

/** What is told of an item, and whether people's word alone tells it. */
export type ToldByWord = { readonly isAttestedList: boolean; readonly absence: Absence | null };

/**
 * Whether items are known by people's word alone: accounts and grants that Daybook tells of another system are what two people
 * attested, not what a source listed. Such an item was seen last when one of them looked; that Daybook tells it on until their
 * word runs out is no new sight of it.
 */
export async function attestedConnections(
  tx: Tx,
  targets: readonly Target[],
): Promise<(target: Target, absence: Absence | null) => ToldByWord> {
  const connections = await listConnections(tx);
  const own = new Set(connections.filter(({ connector }) => connector === ownConnector).map(({ id }) => id));
  const lookedAt = await sightings(tx, targets);
  return (target, absence) => {
    const isAttestedList = isByWord(target, absence, own);
    if (absence === null || !isAttestedList) return { isAttestedList, absence };
    return { isAttestedList, absence: { ...absence, lastSeenAt: lookedAt.get(sightingOf(target)) ?? null } };
  };
}

function isByWord({ kind, scope }: Target, absence: Absence | null, own: ReadonlySet<string>): boolean {
  if (absence === null || (kind !== 'account' && kind !== 'grant') || scope === ownSystem) return false;
  return absence.connections.length > 0 && absence.connections.every((id) => own.has(id));
}

/** When somebody last looked and two people said that a holder has access, by `sightingOf`. */
async function sightings(tx: Tx, targets: readonly Target[]): Promise<ReadonlyMap<string, string>> {
  const asked = targets.filter(({ kind }) => kind === 'account' || kind === 'grant');
  const holders = [...new Set(asked.flatMap(({ key }) => pseudonym.exec(key ?? '')?.[0] ?? []))];
  if (holders.length === 0) return new Map();
  const { rows } = await sql<{ system: string; holder: string; at: string }>`
    select a.system, h.subject_id as holder, max(a.made_at) as at
    from attestation a join attestation_holder h on h.workspace_id = a.workspace_id and h.attestation_id = a.attestation_id
    where a.workspace_id = ${tx.workspaceId} and a.confirmed_at is not null and h.subject_id = any(${holders}::text[])
      and a.system = any(${[...new Set(asked.map(({ scope }) => scope))]}::text[])
    group by 1, 2`.execute(tx.db);
  return new Map(rows.map(({ system, holder, at }) => [`${system}\n${holder}`, at]));
}

function sightingOf({ scope, key }: Target): string {
  return `${scope}\n${pseudonym.exec(key ?? '')?.[0] ?? ''}`;
}
