import { createHmac, timingSafeEqual } from 'node:crypto';
import { append } from '../../ledger/index.ts';
import { type Actor, refuse, type Services, type WorkspaceId } from '../../platform/index.ts';
import { accessEntry } from '../permissions/access-entry.ts';
import { keepVerifiedDomain, lockProvider, type StoredProvider } from './providers.store.ts';

export type DomainOrder = {
  readonly workspaceId: WorkspaceId;
  readonly actor: Actor;
  readonly provider: string;
  readonly domain: string;
};

const label = 'daybook-domain-verification=';

/** What the domain has to say, in a text record of its own; different in each workspace. */
export function domainRecord(
  workspaceId: string,
  domain: string,
  { keyring }: Pick<Services, 'keyring'>,
): string {
  const key = keyring.derive('mail domains of workspaces');
  return `${label}${createHmac('sha256', key).update(`${workspaceId} ${domain}`).digest('hex').slice(0, 40)}`;
}

/** Asks the domain itself. Counts from `identity-provider.domain-verified@1` on. Throws `domain-unproven`. */
export async function verifyDomain(order: DomainOrder, services: Services): Promise<StoredProvider> {
  const { workspaceId, actor, domain } = order;
  const { database, clock } = services;
  services.keyring.assertOpen();
  const records = await askDomain(domain, services);
  const expected = domainRecord(workspaceId, domain, services);
  if (!records.some((record) => isSame(record.trim(), expected))) refuse('domain-unproven');
  const provider = await database.withWorkspace(workspaceId, async (tx) => {
    const found = (await lockProvider(tx, workspaceId, order.provider)) ?? refuse('not-found');
    const claimed = found.domains.find((one) => one.domain === domain) ?? refuse('not-found');
    if (claimed.verifiedAt !== null) return found;
    const at = clock.now();
    const payload = { provider: found.id, domain };
    const entry = accessEntry(
      'identity-provider.domain-verified@1',
      { actor, at, refs: [found.id] },
      payload,
    );
    const [appended] = await append(tx, [entry], services);
    await keepVerifiedDomain(tx, found, { domain, at, position: appended?.position ?? -1 });
    return (await lockProvider(tx, workspaceId, order.provider)) ?? refuse('not-found');
  });
  services.live.publish(workspaceId, 'ledger');
  return provider;
}

async function askDomain(domain: string, { settings, log }: Services): Promise<readonly string[]> {
  if (settings.textRecords === undefined)
    return refuse('domain-unproven', 'this Daybook cannot ask the name service');
  try {
    return await settings.textRecords(domain);
  } catch {
    log.warn({}, 'the name service could not be asked for a text record');
    return refuse('domain-unproven', 'the name service could not be asked', 'try again in a minute');
  }
}

function isSame(left: string, right: string): boolean {
  const [one, other] = [Buffer.from(left), Buffer.from(right)];
  return one.length === other.length && timingSafeEqual(one, other);
}
