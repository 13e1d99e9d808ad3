import { knownSubject, type RecordOf } from '@daybook/kit';
import { countScimPeople, listScimPeople, type ScimPersonRow, scimHeardAt } from '../../access/index.ts';
import type { OwnListingPart, Services } from '../../platform/index.ts';

const pageSize = 1_000;
const hourMs = 3_600_000;
/** Providers that ask call several times an hour; some call only when somebody comes or goes, which a week of silence leaves open. */
export const heardWithinHours = 168;

/** People an identity provider keeps here through SCIM are people of the organisation like those on any other list. */
export function ownPeople(services: Services): OwnListingPart {
  return {
    types: ['scim-', 'member.'],
    listings: async (workspaceId) => {
      const { database } = services;
      const people = await database.withWorkspace(workspaceId, countScimPeople);
      if (people === null) return [];
      return [
        {
          kind: 'person',
          scope: 'scim',
          query: 'people the identity provider keeps here',
          gaps: async () =>
            heardGaps(await database.withWorkspace(workspaceId, scimHeardAt), services.clock.now()),
          count: async () => (await database.withWorkspace(workspaceId, countScimPeople)) ?? 0,
          page: async (after) => {
            const page = { after: after ?? '', limit: pageSize };
            const rows = await database.withWorkspace(workspaceId, (tx) => listScimPeople(tx, page));
            const next = rows.length < pageSize ? null : (rows.at(-1)?.subject ?? null);
            return { items: rows.map(personOf), next };
          },
        },
      ];
    },
  };
}

/** A provider that is switched off or whose token ended says nothing, and whoever left since still counts as here. */
function heardGaps(heardAt: string | null, now: string): readonly string[] {
  if (heardAt === null) return ['the identity provider was never heard from'];
  if (Date.parse(now) - Date.parse(heardAt) <= heardWithinHours * hourMs) return [];
  return [
    `the identity provider was last heard from at ${heardAt}; it has to be heard from every ${heardWithinHours} hours`,
  ];
}

/** The provider says who is there and who is not; when they came or go it does not say. */
function personOf({ subject, isActive }: ScimPersonRow): RecordOf<'person'> {
  return {
    person: knownSubject(subject),
    employer: null,
    manager: null,
    role: null,
    startsOn: null,
    endsOn: null,
    isActive,
  };
}
