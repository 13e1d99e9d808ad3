import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Services, Tx, WorkspaceId } from '../../platform/index.ts';
import { type Attempt, insertAttempt, takeAttempt } from './attempts.store.ts';
import { stop } from './federation-problem.ts';

const lifetimeMs = 10 * 60_000;

/** Kept by us alone, sealed: what the answer must fit. */
const expectedShape = z.object({
  nonce: z.string().optional(),
  verifier: z.string().optional(),
  requestId: z.string().optional(),
});
export type Expected = z.output<typeof expectedShape>;

export type NewAttempt = {
  readonly workspaceId: WorkspaceId;
  readonly providerId: string;
  readonly purpose: Attempt['purpose'];
  readonly returnTo: string;
  readonly askedBy: string | null;
  readonly expected: Expected;
  readonly proven?: unknown;
  /** The digest of the browser's cookie. */
  readonly browserDigest: Buffer;
};

export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** System transactions only. Remembers a walk under its state. */
export async function keepAttempt(
  tx: Tx,
  state: string,
  order: NewAttempt,
  services: Services,
): Promise<void> {
  const { clock, keyring } = services;
  const seal = (value: unknown) => keyring.seal(Buffer.from(JSON.stringify(value)), sealedFor(state));
  const { expected, proven, workspaceId, providerId, purpose, returnTo, askedBy, browserDigest } = order;
  const expiresAt = new Date(Date.parse(clock.now()) + lifetimeMs).toISOString();
  const attempt = {
    ...{ workspaceId, providerId, purpose, returnTo, askedBy, browserDigest },
    expected: seal(expected),
    proven: proven === undefined ? null : seal(proven),
    expiresAt,
  };
  await insertAttempt(tx, digestOf(state), attempt, clock.now());
}

export type TakenAttempt = Omit<Attempt, 'expected' | 'proven'> & {
  readonly expected: Expected;
  readonly proven: unknown;
};

/** System transactions only. Takes the walk of this state, once. Throws `attempt-unknown`. */
export async function takeBack(
  tx: Tx,
  { state, providerId }: { readonly state: string; readonly providerId: string },
  { clock, keyring }: Services,
): Promise<TakenAttempt> {
  const attempt = await takeAttempt(tx, digestOf(state), clock.now());
  if (attempt === null || attempt.providerId !== providerId)
    return stop(
      'attempt-unknown',
      'the answer belongs to no sign-in that was begun here in the last ten minutes',
    );
  const open = (sealed: Buffer): unknown => JSON.parse(keyring.open(sealed, sealedFor(state)).toString());
  const proven = attempt.proven === null ? null : open(attempt.proven);
  return { ...attempt, expected: expectedShape.parse(open(attempt.expected)), proven };
}

/** An answer that another browser fetched is nobody's. */
export function refuseOtherBrowser({ browserDigest }: TakenAttempt, cookie: string | undefined): void {
  if (cookie === undefined || !timingSafeEqual(browserDigest, digestOf(cookie)))
    stop('attempt-unknown', 'the sign-in was begun in another browser');
}

export function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function sealedFor(state: string): string {
  return `sso attempt ${digestOf(state).toString('hex')}`;
}
