import { rm } from 'node:fs/promises';
import { sql } from 'kysely';
import { readPayloads } from '../../ledger/index.ts';
import type { ErasurePart, Services, Tx } from '../../platform/index.ts';
import { findMember } from '../members.store.ts';
import { exportsFolder } from './export-file.ts';

/** Exports made before an erasure hold values in clear: their files go. Also what is known of members, for reveals. */
export function disclosureErasure(services: Pick<Services, 'settings' | 'dataKeys'>): ErasurePart {
  return {
    identityOf: (tx, subject) => identityOfMember(tx, subject, services),
    subjectsLike: membersLike,
    forget: async (tx) => {
      // What was open before this instant may name the person; the entry of the erasure says when that was.
      await sql`
        update data_export set state = 'withdrawn', query = query - 'search'
        where workspace_id = ${tx.workspaceId} and state in ('ready', 'waiting')`.execute(tx.db);
    },
    afterwards: (workspaceId) =>
      rm(exportsFolder(services.settings, workspaceId), { recursive: true, force: true }),
  };
}

async function identityOfMember(tx: Tx, subject: string, services: Pick<Services, 'dataKeys'>) {
  if (tx.workspaceId === null) return null;
  const member = await findMember(tx, tx.workspaceId, subject);
  if (member === null) return null;
  const place = { position: member.identityPosition, id: member.identityEntry };
  const [payload] = await readPayloads(tx, [place], services);
  if (payload === undefined) return null;
  // Written by `recordMember`.
  const { identity } = JSON.parse(payload.body.toString('utf8')) as {
    readonly identity: Readonly<Partial<Record<'name' | 'email' | 'login', string>>>;
  };
  return identity;
}

async function membersLike(tx: Tx, prefix: string): Promise<readonly string[]> {
  const { rows } = await sql<{ subject: string }>`
    select subject_id as subject from membership
    where workspace_id = ${tx.workspaceId} and starts_with(subject_id, ${prefix}) order by subject limit 10`.execute(
    tx.db,
  );
  return rows.map(({ subject }) => subject);
}
