import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { type Actor, type Admission, refuse, type Services } from '../../platform/index.ts';
import { accessOf } from '../access-state.ts';
import { findProvider, noteCall, noteRefusedCall, type ScimProvider } from './scim-provider.store.ts';
import { listOpenTokens, noteTokenUse, type ScimToken } from './scim-tokens.store.ts';

/** In one minute, for one client: an identity provider that starts anew sends some thousand. */
const callsPerMinuteMax = 6_000;

/**
 * Admits the program an identity provider runs, by its token alone. Another provider's id, a token that ended and none at all
 * answer the same `unauthenticated`, to the letter.
 */
export async function admitScim(request: FastifyRequest, services: Services): Promise<Admission> {
  const { clock, database } = services;
  const now = clock.now();
  // The gate runs before validation.
  const { provider: providerId } = request.params as { readonly provider?: unknown };
  const digest = digestOf(bearerOf(request.headers.authorization));
  const found = await database.withSystem('admit a SCIM client', async (tx) => {
    const provider = typeof providerId === 'string' ? await findProvider(tx, providerId) : null;
    const tokens = provider === null ? [] : await listOpenTokens(tx, provider.workspaceId, now);
    const token = matching(tokens, digest);
    if (provider === null) return null;
    if (token === null) {
      await noteRefusedCall(tx, provider.workspaceId, now);
      return null;
    }
    await noteCall(tx, provider.workspaceId, now);
    await noteTokenUse(tx, provider.workspaceId, { id: token.id, now });
    return provider;
  });
  if (found === null) refuse('unauthenticated', 'the token is missing, wrong or not in force any more');
  accessOf(services).attempts.take(`scim ${found.id}`, callsPerMinuteMax, clock);
  return { actor: scimActor(found), workspaceId: found.workspaceId, may: () => false };
}

export function scimActor({ subject }: ScimProvider): Actor {
  return { kind: 'service', id: subject, userId: null, label: 'scim' };
}

export function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

const nobodys = digestOf('');

/** Every token is compared, in the same time whatever differs. */
function matching(tokens: readonly ScimToken[], digest: Buffer): ScimToken | null {
  let found: ScimToken | null = null;
  for (const token of tokens) if (timingSafeEqual(token.digest, digest)) found = token;
  timingSafeEqual(nobodys, digest);
  return found;
}

/** The scheme in any case (RFC 9110 section 11.1). */
function bearerOf(header: string | undefined): string {
  const [scheme = '', token = '', ...rest] = (header ?? '').split(' ');
  return scheme.toLowerCase() === 'bearer' && rest.length === 0 ? token : '';
}
