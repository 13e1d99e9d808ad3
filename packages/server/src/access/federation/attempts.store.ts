import { sql } from 'kysely';
import type { Tx, WorkspaceId } from '../../platform/index.ts';

/** One walk to a provider and back. */
export type Attempt = {
  readonly workspaceId: WorkspaceId;
  readonly providerId: string;
  readonly purpose: 'sign-in' | 'test';
  readonly browserDigest: Buffer;
  readonly expected: Buffer;
  readonly proven: Buffer | null;
  readonly returnTo: string;
  readonly askedBy: string | null;
  readonly expiresAt: string;
};

const columns = sql`workspace_id as "workspaceId", provider_id as "providerId", purpose,
  browser_digest as "browserDigest", expected, proven, return_to as "returnTo", asked_by as "askedBy",
  expires_at as "expiresAt"`;

/** System transactions only. Those past their time are swept as others come. */
export async function insertAttempt(tx: Tx, digest: Buffer, attempt: Attempt, now: string): Promise<void> {
  await sql`delete from auth_sso_attempt where expires_at <= ${now}`.execute(tx.db);
  await sql`
    insert into auth_sso_attempt (attempt_digest, workspace_id, provider_id, purpose, browser_digest, expected, proven,
      return_to, asked_by, expires_at)
    values (${digest}, ${attempt.workspaceId}, ${attempt.providerId}, ${attempt.purpose}, ${attempt.browserDigest},
      ${attempt.expected}, ${attempt.proven}, ${attempt.returnTo}, ${attempt.askedBy}, ${attempt.expiresAt})`.execute(
    tx.db,
  );
}

/** System transactions only. Takes an attempt away, so that nobody else can; null when it is unknown, used or too old. */
export async function takeAttempt(tx: Tx, digest: Buffer, now: string): Promise<Attempt | null> {
  const { rows } = await sql<Attempt>`
    delete from auth_sso_attempt where attempt_digest = ${digest} and expires_at > ${now} returning ${columns}`.execute(
    tx.db,
  );
  return rows[0] ?? null;
}

/** System transactions only. False when this assertion was used before, in any process. */
export async function claimAssertion(
  tx: Tx,
  used: { readonly providerId: string; readonly digest: Buffer; readonly until: string },
  now: string,
): Promise<boolean> {
  await sql`delete from auth_saml_assertion where expires_at <= ${now}`.execute(tx.db);
  const { rows } = await sql`
    insert into auth_saml_assertion (provider_id, assertion_digest, expires_at)
    values (${used.providerId}, ${used.digest}, ${used.until}) on conflict do nothing returning 1`.execute(
    tx.db,
  );
  return rows.length > 0;
}
