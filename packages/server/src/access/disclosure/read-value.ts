import { freeTextsOf, readEntriesAt, readPayloads } from '../../ledger/index.ts';
import { handleOf, type PersonalClass, refuse, type Services, type Tx } from '../../platform/index.ts';
import type { RevealField } from './reveals.store.ts';

/** What is shown: by its class, which for `name` is what the person is called by. */
export type RevealedValues = Readonly<Partial<Record<PersonalClass, string>>>;

/** A person by pseudonym, or the free text of an entry. */
export type RevealTarget = { readonly subject: string | null; readonly entryPosition: number | null };

/**
 * A pseudonym, or its beginning as a masked value shows it. Throws `not-found` where nobody or more than one person is meant.
 */
export async function resolveSubject(tx: Tx, given: string, services: Services): Promise<string> {
  if (given.startsWith('sub_')) return given;
  const found = new Set<string>();
  for (const part of services.erasureParts.all) {
    for (const subject of (await part.subjectsLike?.(tx, prefixOf(given))) ?? []) found.add(subject);
  }
  const meant = [...found].filter((subject) => handleOf(subject) === given);
  const [only, ...others] = meant;
  if (only === undefined || others.length > 0) return refuse('not-found');
  return only;
}

/** `4f2a81c0d9e3` as it begins a pseudonym. */
function prefixOf(handle: string): string {
  return `sub_${handle.slice(0, 8)}-${handle.slice(8)}`;
}

/** The value as it is now; null once it was erased. Throws `not-found` where there never was one. */
export async function readValue(
  tx: Tx,
  { subject, entryPosition }: RevealTarget,
  field: RevealField,
  services: Services,
): Promise<RevealedValues | null> {
  if (subject !== null) return valueOfPerson(tx, subject, field, services);
  const [found] = await readEntriesAt(tx, [entryPosition ?? -1]);
  // Who somebody is, is revealed by naming the person, so that it is their name and theirs alone.
  if (found === undefined || found.entry.type.startsWith('identity.')) return refuse('not-found');
  if (found.entry.payload === undefined) return refuse('not-found');
  const [payload] = await readPayloads(tx, [{ position: found.position, id: found.entry.id }], services);
  if (payload === undefined) return null;
  return { text: freeTextsOf(JSON.parse(payload.body.toString('utf8'))).join('\n') };
}

async function valueOfPerson(
  tx: Tx,
  subject: string,
  field: RevealField,
  { erasureParts }: Services,
): Promise<RevealedValues | null> {
  let isKnown = false;
  for (const part of erasureParts.all) {
    const known = await part.identityOf?.(tx, subject);
    if (known === undefined || known === null) continue;
    isKnown = true;
    const classes = field === 'name' ? (['name', 'email', 'login', 'phone'] as const) : [field];
    for (const one of classes) {
      const value = known[one];
      if (value !== undefined) return { [one]: value };
    }
  }
  return isKnown ? refuse('not-found') : null;
}
