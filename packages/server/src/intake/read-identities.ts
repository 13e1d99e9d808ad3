import type { IdentityValues } from '@daybook/kit';
import { identityPlaces } from '../access/index.ts';
import { readEntriesAt, readPayloads } from '../ledger/index.ts';
import type { PersonalPart, Services, Tx } from '../platform/index.ts';
import { identityPositions } from './identities.store.ts';

/**
 * The names behind pseudonyms, for screens and packages of those who may see them. Later statements complete earlier
 * ones; what the workspace itself was told of a member counts most, so that no source renames one. A subject whose key was destroyed, or that is unknown, is absent.
 */
export async function readIdentities(
  tx: Tx,
  subjects: readonly string[],
  services: Pick<Services, 'dataKeys'>,
): Promise<ReadonlyMap<string, IdentityValues>> {
  const names = new Map<string, IdentityValues>();
  if (subjects.length === 0) return names;
  const places = await identityPositions(tx, [...new Set(subjects)]);
  const entries = await readEntriesAt(
    tx,
    places.map((place) => place.position),
  );
  const ids = entries.map(({ position, entry }) => ({ position, id: entry.id }));
  const payloads = await readPayloads(tx, ids, services);
  const own = new Set((await identityPlaces(tx, subjects)).map(({ position }) => position));
  const isOwn = (payload: { readonly position: number }) => own.has(payload.position);
  for (const payload of [...payloads.filter((one) => !isOwn(one)), ...payloads.filter(isOwn)]) {
    // Written by `identityRecorded`, so it has this shape.
    const stated = JSON.parse(payload.body.toString('utf8')) as { subject: string; identity: IdentityValues };
    names.set(stated.subject, { ...names.get(stated.subject), ...stated.identity });
  }
  return names;
}

/** What people call someone: name, else mail, else login, else phone; nothing once they are erased. */
export function calledBy(subject: string, identity: IdentityValues | undefined): PersonalPart {
  const of = 'evidence';
  for (const personalClass of ['name', 'email', 'login', 'phone'] as const) {
    const value = identity?.[personalClass];
    if (value !== undefined) return { class: personalClass, value, of, subject };
  }
  return { class: 'name', value: null, of, subject };
}

/** The same, and the mail address beside a name: of whom nobody knows who it is, its domain may tell. */
export function calledByWithMail(
  subject: string,
  identity: IdentityValues | undefined,
): readonly (string | PersonalPart)[] {
  const called = calledBy(subject, identity);
  const value = identity?.email;
  if (called.class !== 'name' || called.value === null || value === undefined) return [called];
  return [called, ' · ', { class: 'email', value, of: 'evidence', subject }];
}
