import { z } from 'zod';
import { defineRoute, pageOf, pageQuery } from '../../platform/index.ts';
import { nameClasses } from '../access-list/access-shapes.ts';
import { peopleOf } from '../custody/brand-account.ts';
import { listBrandAccounts } from '../custody/brand-accounts.store.ts';
import { brandAccountShape, nextOf } from '../custody/custody-shapes.ts';
import { namePeople, peopleShape } from '../custody/name-people.ts';
import { viewBrandAccounts } from '../custody/view-custody.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/brand-accounts',
  summary: 'Accounts of our brands and in whose hands their ways in are',
  permission: { action: 'brand-account.list', needs: 'workspace', discloses: nameClasses },
  exportAs: 'brand-accounts',
  params: z.object({ workspace: z.string() }),
  query: pageQuery,
  response: pageOf(brandAccountShape).extend({ people: peopleShape }),
  handler: ({ workspaceId, query: { cursor, limit } }, services) =>
    services.database.withWorkspace(workspaceId, async (tx) => {
      const rows = await listBrandAccounts(tx, { after: cursor ?? null, limit });
      const subjects = rows.flatMap(({ body, confirmedBy, changedBy }) => [
        ...peopleOf(body),
        changedBy,
        ...(confirmedBy === null ? [] : [confirmedBy]),
      ]);
      return {
        items: await viewBrandAccounts(tx, rows, services),
        nextCursor: nextOf(rows, limit),
        people: await namePeople(tx, subjects, services),
      };
    }),
});
