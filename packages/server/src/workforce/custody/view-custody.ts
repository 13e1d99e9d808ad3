import type { z } from 'zod';
import type { Services, Tx, WorkspaceId } from '../../platform/index.ts';
import { holdersOf } from './brand-account.ts';
import type { StoredBrandAccount } from './brand-accounts.store.ts';
import type { brandAccountShape, secretShape } from './custody-shapes.ts';
import { leaversAmong } from './leavers-among.ts';
import { rotationOf } from './rotation-due.ts';
import type { StoredSecret } from './secrets.store.ts';

export type BrandAccountView = z.input<typeof brandAccountShape>;
export type SharedSecretView = z.input<typeof secretShape>;

/** Brand accounts as they stand now: what a leaver holds is critical at once, whatever was confirmed before. */
export async function viewBrandAccounts(
  tx: Tx,
  rows: readonly StoredBrandAccount[],
  { clock }: Pick<Services, 'clock'>,
): Promise<BrandAccountView[]> {
  const now = clock.now();
  const holders = rows.flatMap(({ body }) => holdersOf(body).map(({ subject }) => subject));
  const left = await leaversAmong(tx, holders, now);
  return rows.map(({ body, ...one }) => {
    const heldByLeavers = holdersOf(body).flatMap(({ way, subject }) => {
      const leftAt = left.get(subject);
      return leftAt === undefined ? [] : [{ way, subject, leftAt }];
    });
    const isConfirmed = one.confirmedUntil !== null && one.confirmedUntil > now;
    const standing = heldByLeavers.length > 0 ? 'critical' : isConfirmed ? 'confirmed' : 'unconfirmed';
    return { ...one, custody: body, heldByLeavers, standing };
  });
}

export async function viewSecrets(
  tx: Tx,
  rows: readonly StoredSecret[],
  { clock }: Pick<Services, 'clock'>,
): Promise<SharedSecretView[]> {
  const knowers = rows.flatMap((row) => [
    ...row.knownBy,
    ...row.formerlyKnownBy.map(({ subject }) => subject),
  ]);
  const left = await leaversAmong(tx, knowers, clock.now());
  return rows.map((row) => ({ ...row, ...rotationOf(row, left) }));
}

export async function viewBrandAccount(
  workspaceId: WorkspaceId,
  row: StoredBrandAccount,
  services: Services,
): Promise<BrandAccountView> {
  const [view] = await services.database.withWorkspace(workspaceId, (tx) =>
    viewBrandAccounts(tx, [row], services),
  );
  if (view === undefined) throw new Error('one row gave no view');
  return view;
}

export async function viewSecret(
  workspaceId: WorkspaceId,
  row: StoredSecret,
  services: Services,
): Promise<SharedSecretView> {
  const [view] = await services.database.withWorkspace(workspaceId, (tx) => viewSecrets(tx, [row], services));
  if (view === undefined) throw new Error('one row gave no view');
  return view;
}
