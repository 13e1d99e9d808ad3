import type { FastifyRequest } from 'fastify';
import { type Actor, refuse, type Services } from '../../platform/index.ts';
import { findMembership, type Membership } from '../members.store.ts';
import { findOpenKey, type StoredKey } from './api-keys.store.ts';
import { keyStateOf } from './key-state.ts';

/** Requests of one key in a minute, counted by each process. */
export const keyRequestsMax = 600;

export type AdmittedKey = {
  readonly actor: Actor;
  readonly membership: Membership;
  /** Actions the key may use at most; what its owner may do at this moment narrows them further. */
  readonly scopes: readonly string[];
  readonly hasSecondFactor: boolean;
};

/** The token of an `Authorization: Bearer …` header, or null without one; other schemes belong to whoever stands in front of us. */
export function bearerOf(request: FastifyRequest): string | null {
  const [scheme = '', ...rest] = (request.headers.authorization ?? '').split(' ');
  return scheme.toLowerCase() === 'bearer' ? rest.join(' ') : null;
}

/**
 * Whose key this is, in the workspace with this short name. A key of elsewhere, one that ended or ran out, of somebody who is
 * no member any more, none at all, or one beside a cookie: the same `unauthenticated`. Throws `rate-limited`.
 */
export async function admitKey(
  request: FastifyRequest,
  asked: { readonly token: string; readonly slug: string },
  services: Services,
): Promise<AdmittedKey> {
  if (request.headers.cookie !== undefined) refuse('unauthenticated');
  const { engine, uses, requests } = keyStateOf(services);
  const { key, owner } =
    (await services.database.withSystem('admit a key', async (tx) => {
      const found: StoredKey[] = [];
      const isKnown = await engine.verify(asked.token, async (digest) => {
        const stored = await findOpenKey(tx, { slug: asked.slug, digest, now: services.clock.now() });
        if (stored !== null) found.push(stored);
        return stored !== null;
      });
      const [stored] = found;
      if (!isKnown || stored === undefined) return null;
      const member = await findMembership(tx, stored.workspaceId, stored.userId);
      // Who comes back after a removal is somebody new, and makes a new key.
      if (member === null || member.subjectId !== stored.owner) return null;
      return { key: stored, owner: member };
    })) ?? refuse('unauthenticated');
  requests.take(key.id, keyRequestsMax, services.clock);
  await uses.count(key.workspaceId, key.id);
  return {
    actor: { kind: 'service', id: key.owner, userId: null, label: key.id },
    membership: owner,
    scopes: key.scopes,
    hasSecondFactor: key.hasSecondFactor,
  };
}
