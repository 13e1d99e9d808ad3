import { type FactOf, mergeFacts } from '@daybook/kit';
import { factsHeldBy } from '../../facts/index.ts';
import type { Tx } from '../../platform/index.ts';
import { type LinkPerson, readLinkPeople, removeLinkPeople, saveLinkPeople } from './link-people.store.ts';

/** Brings what is kept of these people up to the lists that name them. */
export async function refreshPeople(
  tx: Tx,
  subjects: readonly string[],
): Promise<{ readonly changed: readonly string[]; readonly current: ReadonlySet<string> }> {
  const told = new Map<string, FactOf<'person'>[]>();
  for (const { subject, value } of await factsHeldBy(tx, 'person', subjects)) {
    told.set(subject, [...(told.get(subject) ?? []), value]);
  }
  const now = [...told].map(([subject, values]) => personOf(subject, mergeFacts<'person'>(values)));
  const before = new Map((await readLinkPeople(tx, subjects)).map((person) => [person.subject, person]));
  const changed = now.filter((person) => textOf(person) !== textOf(before.get(person.subject) ?? null));
  const gone = [...before.keys()].filter((subject) => !told.has(subject));
  await saveLinkPeople(tx, changed);
  await removeLinkPeople(tx, gone);
  return { changed: [...changed.map(({ subject }) => subject), ...gone], current: new Set(told.keys()) };
}

function personOf(subject: string, { startsOn, endsOn, isActive }: FactOf<'person'>): LinkPerson {
  return { subject, startsOn, endsOn, isActive: isActive === 'unknown' ? null : isActive };
}

function textOf(person: LinkPerson | null): string {
  return person === null ? '' : `${person.startsOn} ${person.endsOn} ${person.isActive}`;
}
