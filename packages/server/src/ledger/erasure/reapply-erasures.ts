import { sql } from 'kysely';
import { type Services, subjectKeyId, type Tx } from '../../platform/index.ts';
import { firstEntryOfKind } from '../entries.store.ts';
import { listLogs } from '../logs.store.ts';
import { entryOf, readPayloads } from '../read-payloads.ts';
import { asEraser, deletePayloads, type ErasedRecord, insertErased } from './erased-payloads.store.ts';

type Told = { readonly positions: readonly number[]; readonly items?: readonly ErasedRecord[] };

/**
 * Applies every erasure the log tells of that the tables do not know: after tables were restored from an older state than
 * the log, or keys from an older archive. Payloads named there go again, and the keys of persons named there.
 */
export async function reapplyErasures(tx: Tx, services: Services): Promise<void> {
  for (const log of await listLogs(tx)) {
    for (let from = 0; ; ) {
      const found = await firstEntryOfKind(tx, log.id, from, 'payload.erased@');
      if (found === null) break;
      from = found.index + 1;
      await reapplyOne(tx, { position: log.firstPosition + found.index, text: found.text }, services);
    }
  }
}

async function reapplyOne(
  tx: Tx,
  { position, text }: { readonly position: number; readonly text: string },
  services: Services,
): Promise<void> {
  const entry = entryOf(text);
  const subject = entry.refs.find((ref) => ref.startsWith('sub_'));
  if (subject !== undefined) await services.dataKeys.destroy(tx, [subjectKeyId(tx.workspaceId, subject)]);
  if (await isKnown(tx, position)) return;
  const [payload] = await readPayloads(tx, [{ position, id: entry.id }], services);
  if (payload === undefined) {
    services.log.error(
      { workspaceId: tx.workspaceId, position },
      'an erasure cannot be applied: its entry cannot be opened',
    );
    return;
  }
  // Written by `approveErasure`.
  const { positions, items = [] } = JSON.parse(payload.body.toString('utf8')) as Told;
  await asEraser(tx, () => deletePayloads(tx, positions));
  await insertErased(
    tx,
    positions.map((erased) => ({ position: erased, by: position })),
    items,
  );
  const target = { subject: subject ?? null, positions };
  const current = items.map((item) => ({ ...item, isCurrent: true }));
  for (const part of services.erasureParts.all) await part.forget?.(tx, target, current);
}

/** All its positions are noted and none of their payloads is there. */
async function isKnown(tx: Tx, by: number): Promise<boolean> {
  const { rows } = await sql<{ noted: number; back: number }>`
    select count(*) as noted, count(payload.position) as back from erased_payload erased
    left join payload on payload.workspace_id = erased.workspace_id and payload.position = erased.position
    where erased.workspace_id = ${tx.workspaceId} and erased.by_position = ${by}`.execute(tx.db);
  return (rows[0]?.noted ?? 0) > 0 && rows[0]?.back === 0;
}
