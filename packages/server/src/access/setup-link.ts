import { createHash, timingSafeEqual } from 'node:crypto';
import { refuse, type Services, type Tx } from '../platform/index.ts';
import { deleteSetupLink, hasUsers, lockAccess, readSetupLink, replaceSetupLink } from './members.store.ts';

const linkLifetimeMs = 24 * 60 * 60 * 1000;

type LinkServices = Pick<Services, 'database' | 'clock' | 'ids' | 'settings'>;

/**
 * The one-time link that makes the first administrator, or null once there is one. Each call makes a new link and ends
 * the one before; only its digest is stored. The token stands after `#`, so no server log ever holds it.
 */
export async function setupLink(services: LinkServices): Promise<string | null> {
  const { baseUrl } = services.settings;
  if (baseUrl === null) return null;
  const token = services.ids.random('set');
  const expiresAt = new Date(Date.parse(services.clock.now()) + linkLifetimeMs).toISOString();
  const isMade = await services.database.withSystem('make the setup link', async (tx) => {
    await lockAccess(tx);
    if (await hasUsers(tx)) return false;
    await replaceSetupLink(tx, digestOf(token), expiresAt);
    return true;
  });
  return isMade ? `${baseUrl.replace(/\/$/, '')}/setup#${token}` : null;
}

/** Uses the link up, in the caller's transaction; refuses another token, an expired one and a second use. */
export async function spendSetupLink(
  tx: Tx,
  token: string,
  services: Pick<Services, 'clock'>,
): Promise<void> {
  const expected = await readSetupLink(tx, services);
  if (expected === null || !timingSafeEqual(expected, digestOf(token))) refuse('setup-link-invalid');
  await deleteSetupLink(tx);
}

function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
