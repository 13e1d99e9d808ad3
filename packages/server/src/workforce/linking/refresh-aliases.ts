import type { IdentityValues } from '@daybook/kit';
import type { Services, Tx } from '../../platform/index.ts';
import {
  type AliasRow,
  type AliasSide,
  aliasesOf,
  aliasHash,
  changeAliases,
  linkKey,
} from './link-aliases.store.ts';
import { aliasesOfAccount, aliasesOfPerson, domainsOfAccount } from './link-aliases.ts';

/** Brings the kept hashes of these subjects up to what is known of them now. Answers the hashes that came or went. */
export async function refreshAliases(
  tx: Tx,
  side: AliasSide,
  wanted: ReadonlyMap<string, IdentityValues | null>,
  services: Pick<Services, 'keyring'>,
): Promise<readonly Buffer[]> {
  if (wanted.size === 0) return [];
  const key = linkKey(tx, services);
  const read =
    side === 'account'
      ? (identity: IdentityValues) => [...aliasesOfAccount(identity), ...domainsOfAccount(identity)]
      : aliasesOfPerson;
  const now = [...wanted].flatMap(([subject, identity]) =>
    identity === null
      ? []
      : read(identity).map((alias): AliasRow => ({ subject, hash: aliasHash(key, alias) })),
  );
  const before = await aliasesOf(tx, side, [...wanted.keys()]);
  const kept = new Set(before.map(nameOf));
  const meant = new Set(now.map(nameOf));
  const added = now.filter((row) => !kept.has(nameOf(row)));
  const removed = before.filter((row) => !meant.has(nameOf(row)));
  await changeAliases(tx, side, { added, removed });
  return [...added, ...removed].map(({ hash }) => hash);
}

function nameOf({ subject, hash }: AliasRow): string {
  return `${subject} ${hash.toString('base64')}`;
}
