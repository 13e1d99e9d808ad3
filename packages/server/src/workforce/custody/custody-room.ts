import { sql } from 'kysely';
import { makeOwnReadingDue } from '../../intake/index.ts';
import type { Services, Tx, WorkspaceId } from '../../platform/index.ts';
import type { Room } from '../room.ts';
import { holdersOf } from './brand-account.ts';
import { listBrandAccounts } from './brand-accounts.store.ts';
import { leaversAmong } from './leavers-among.ts';
import { ownCustody } from './own-custody.ts';
import { listSecrets } from './secrets.store.ts';

/** In whose hands the ways into brand accounts, shared secrets and devices are. */
export const custodyRoom: Room = { name: 'custody', follow: followCustody, own: ownCustody };

const rowsMax = 10_000;

/** When one of those who hold something leaves, Daybook tells of its registers again at once. */
async function followCustody(workspaceId: WorkspaceId, services: Services): Promise<void> {
  await services.database.withWorkspace(workspaceId, async (tx) => {
    const digest = await leaversDigest(tx, services.clock.now());
    const { rows } = await sql<{ digest: string }>`
      select digest from custody_cursor where workspace_id = ${tx.workspaceId}`.execute(tx.db);
    if ((rows[0]?.digest ?? '') === digest) return;
    await sql`
      insert into custody_cursor (workspace_id, digest) values (${tx.workspaceId}, ${digest})
      on conflict (workspace_id) do update set digest = excluded.digest`.execute(tx.db);
    await makeOwnReadingDue(tx);
  });
}

/** Who of all holders has left, and since when. Registers are kept by hand, so they are read whole. */
async function leaversDigest(tx: Tx, now: string): Promise<string> {
  const all = { after: null, limit: rowsMax };
  const brands = await listBrandAccounts(tx, all);
  const secrets = await listSecrets(tx, all);
  const holders = [
    ...brands.flatMap(({ body }) => holdersOf(body).map(({ subject }) => subject)),
    ...secrets.flatMap((one) => [...one.knownBy, ...one.formerlyKnownBy.map(({ subject }) => subject)]),
  ];
  const left = await leaversAmong(tx, holders, now);
  return [...left].map(([subject, at]) => `${subject} ${at}`).join('\n');
}
