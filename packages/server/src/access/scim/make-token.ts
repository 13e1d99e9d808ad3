import { append, type EntryInput } from '../../ledger/index.ts';
import { type Actor, refuse, type Services, type Tx, type WorkspaceId } from '../../platform/index.ts';
import { ownWords } from '../../redaction/index.ts';
import { lockAccess } from '../members.store.ts';
import { accessEntry } from '../permissions/access-entry.ts';
import { digestOf } from './admit-scim.ts';
import { insertProvider, readProvider } from './scim-provider.store.ts';
import { endOpenTokens, insertToken, listOpenTokens, shortenTokens } from './scim-tokens.store.ts';

const dayMs = 24 * 60 * 60 * 1_000;

/** So long the former tokens stay in force beside a new one. */
export const overlapMs = dayMs;

/** Shown this once; only its digest is kept. */
export type MadeToken = {
  readonly token: string;
  readonly expiresAt: string;
  /** Until when the former tokens still admit; null where there was none. */
  readonly formerUntil: string | null;
};

export type TokenOrder = {
  readonly workspaceId: WorkspaceId;
  readonly actor: Actor;
  readonly daysValid: number;
};

/**
 * Makes the token an identity provider calls with, and with the first one the client itself. Former tokens stay a day, so
 * that nobody is cut off while the new one is entered. The ledger is told of it, never the token.
 */
export async function makeScimToken(order: TokenOrder, services: Services): Promise<MadeToken> {
  const { workspaceId, actor, daysValid } = order;
  services.keyring.assertOpen();
  const now = services.clock.now();
  const expiresAt = new Date(Date.parse(now) + daysValid * dayMs).toISOString();
  const overlapEnd = new Date(Date.parse(now) + overlapMs).toISOString();
  const token = newToken(services);
  const formerUntil = await services.database.withWorkspace(workspaceId, async (tx) => {
    await lockAccess(tx);
    await ensureProvider(tx, order, services);
    const former = await listOpenTokens(tx, workspaceId, now);
    await shortenTokens(tx, workspaceId, overlapEnd);
    const id = services.ids.make('sct');
    const payload = { token: id, expiresAt, formerUntil: former.length === 0 ? null : overlapEnd };
    const entry = accessEntry('scim-token.created@1', { actor, at: now, refs: [id] }, payload);
    const [appended] = await append(tx, [entry], services);
    await insertToken(tx, workspaceId, {
      id,
      digest: digestOf(token),
      madeBy: actor.id,
      madeAt: now,
      expiresAt,
      endedAt: null,
      lastUsedAt: null,
      position: appended?.position ?? -1,
    });
    const [last] = former
      .map((one) => one.expiresAt)
      .sort()
      .reverse();
    return last === undefined ? null : last < overlapEnd ? last : overlapEnd;
  });
  services.live.publish(workspaceId, 'ledger');
  return { token, expiresAt, formerUntil };
}

/** Ends every token at once: the provider is cut off from the next call on. */
export async function endScimTokens(
  { workspaceId, actor }: Pick<TokenOrder, 'workspaceId' | 'actor'>,
  services: Services,
): Promise<number> {
  services.keyring.assertOpen();
  const ended = await services.database.withWorkspace(workspaceId, async (tx) => {
    const at = services.clock.now();
    const tokens = await endOpenTokens(tx, workspaceId, at);
    if (tokens.length === 0)
      refuse('already-decided', 'no token is in force', 'there is nothing left to end');
    const entry = accessEntry('scim-token.ended@1', { actor, at, refs: tokens }, { tokens: [...tokens] });
    await append(tx, [entry], services);
    return tokens.length;
  });
  services.live.publish(workspaceId, 'ledger');
  return ended;
}

/** 244 random bits behind a prefix that says what it is, for whoever finds one. */
function newToken({ ids }: Services): string {
  const bits = [ids.random('dbs'), ids.random('dbs')].map((id) => id.slice(4).replaceAll('-', ''));
  return `dbs_${bits.join('')}`;
}

/** The client is somebody in the ledger: a service with a pseudonym of its own. */
async function ensureProvider(tx: Tx, { workspaceId, actor }: TokenOrder, services: Services): Promise<void> {
  if ((await readProvider(tx, workspaceId)) !== null) return;
  const at = services.clock.now();
  const subject = services.ids.random('sub');
  const identity: EntryInput = {
    type: 'identity.recorded@1',
    actor,
    occurredAt: at,
    observedAt: at,
    refs: [subject],
    subject,
    payload: ownWords({ subject, identity: { login: 'Identity provider', system: 'scim' } }),
  };
  await append(tx, [identity], services);
  await insertProvider(tx, workspaceId, { id: services.ids.random('scp'), subject, at });
}
