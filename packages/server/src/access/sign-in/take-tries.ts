import { createHmac } from 'node:crypto';
import ipaddr from 'ipaddr.js';
import { refuse, type Services } from '../../platform/index.ts';
import { accessOf } from '../access-state.ts';
import { countTries, deleteTries } from './tries.store.ts';

/** So many tries in a window. */
export type TryLimit = { readonly key: string; readonly triesMax: number; readonly windowMs: number };

const minuteMs = 60_000;
const quarterMs = 15 * minuteMs;

/** What is limited, and how far. By source and by account, so that neither guessing one nor trying many is free. */
export const triesPer = {
  signInAddress: (address: string) => limit(`sign-in address ${sourceOf(address)}`, 60, minuteMs),
  signInPair: (address: string, email: string) =>
    limit(`sign-in pair ${sourceOf(address)} ${email}`, 8, minuteMs),
  signInAccount: (email: string) => limit(`sign-in account ${email}`, 30, minuteMs),
  secondStepAddress: (address: string) => limit(`second step address ${sourceOf(address)}`, 60, minuteMs),
  secondStepUser: (userId: string) => limit(`second step user ${userId}`, 10, quarterMs),
  passwordOfUser: (userId: string) => limit(`password of ${userId}`, 10, quarterMs),
  resetAddress: (address: string) => limit(`reset ${sourceOf(address)}`, 20, minuteMs),
  setupAddress: (address: string) => limit(`setup ${sourceOf(address)}`, 10, minuteMs),
} as const;

function limit(key: string, triesMax: number, windowMs: number): TryLimit {
  return { key, triesMax, windowMs };
}

/** An address, or the network of one where whoever has one has many: /64 of IPv6 (RFC 6177). */
export function sourceOf(address: string): string {
  if (!ipaddr.isValid(address)) return 'unknown';
  const parsed = ipaddr.process(address);
  if (parsed.kind() === 'ipv4') return parsed.toString();
  return `${parsed.toNormalizedString().split(':').slice(0, 4).join(':')}::/64`;
}

/**
 * Counts one try for each limit; refuses with `rate-limited` where one is past. Before any hashing. What is past stays
 * refused from this process's memory until its window is over, so a flood costs no query.
 */
export async function takeTries(limits: readonly TryLimit[], services: Services): Promise<void> {
  const { refusedUntil } = accessOf(services);
  const now = services.clock.now();
  const asked = limits.map((one) => ({ ...one, digest: digestOf(one.key, services) }));
  if (asked.some(({ digest }) => refusedUntil.isRefused(digest.toString('hex'), now))) refuse('rate-limited');
  const counted = await services.database.withSystem('count tries', (tx) => countTries(tx, asked, now));
  const past = asked.filter(({ digest, triesMax }) => (counted.get(digest.toString('hex')) ?? 0) > triesMax);
  // The window began somewhen before; a tenth of it is refused without another look.
  for (const { digest, windowMs } of past)
    refusedUntil.refuseUntil(digest.toString('hex'), new Date(Date.parse(now) + windowMs / 10).toISOString());
  if (past.length > 0) refuse('rate-limited');
}

/** Forgets a key, after a try that succeeded. */
export async function clearTries({ key }: TryLimit, services: Services): Promise<void> {
  await services.database.withSystem('forget tries', (tx) => deleteTries(tx, digestOf(key, services)));
}

/** Keyed, so that the table tells nobody which addresses and people tried. */
export function digestOf(key: string, { keyring }: Pick<Services, 'keyring'>): Buffer {
  return createHmac('sha256', keyring.derive('sign-in tries')).update(key).digest();
}
