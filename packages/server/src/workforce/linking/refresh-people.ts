import { type FactOf, mergeFacts } from '@daybook/kit';
import { factsHeldBy } from '../../facts/index.ts';
import type { Tx } from '../../platform/index.ts';
import {
  type LinkPerson,
  readFormerPeople,
  readLinkPeople,
  removeLinkPeople,
  saveLinkPeople,
} from './link-people.store.ts';

/** Brings what is kept of these people up to the lists that name them; whoever is on none any more stays as gone. */
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
  const former = await readFormerPeople(
    tx,
    subjects.filter((subject) => !told.has(subject)),
  );
  const kept = new Set(former.map(({ subject }) => subject));
  await saveLinkPeople(tx, [...changed, ...former]);
  await removeLinkPeople(
    tx,
    gone.filter((subject) => !kept.has(subject)),
  );
  return { changed: [...changed.map(({ subject }) => subject), ...gone], current: new Set(told.keys()) };
}

function personOf(subject: string, { startsOn, endsOn, isActive }: FactOf<'person'>): LinkPerson {
  return { subject, startsOn, endsOn, isActive: isActive === 'unknown' ? null : isActive, goneAt: null };
}

function textOf(person: LinkPerson | null): string {
  return person === null ? '' : `${person.startsOn} ${person.endsOn} ${person.isActive}`;
}
