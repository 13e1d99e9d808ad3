import { z } from 'zod';
import { defineRoute, refuse } from '../../platform/index.ts';
import { nameClasses } from '../access-list/access-shapes.ts';
import { peopleOf } from '../custody/brand-account.ts';
import { findBrandAccount } from '../custody/brand-accounts.store.ts';
import { brandAccountShape } from '../custody/custody-shapes.ts';
import { namePeople, peopleShape } from '../custody/name-people.ts';
import { viewBrandAccounts } from '../custody/view-custody.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/brand-accounts/:brandAccount',
  summary: 'One account of a brand: who holds its password, second factor and recovery',
  permission: { action: 'brand-account.read', needs: 'workspace', discloses: nameClasses },
  params: z.object({ workspace: z.string(), brandAccount: z.string().max(80) }),
  response: brandAccountShape.extend({ people: peopleShape }),
  handler: ({ workspaceId, params }, services) =>
    services.database.withWorkspace(workspaceId, async (tx) => {
      const found = (await findBrandAccount(tx, params.brandAccount)) ?? refuse('not-found');
      const [view] = await viewBrandAccounts(tx, [found], services);
      const { body, changedBy, confirmedBy } = found;
      const subjects = [...peopleOf(body), changedBy, ...(confirmedBy === null ? [] : [confirmedBy])];
      return { ...(view ?? refuse('not-found')), people: await namePeople(tx, subjects, services) };
    }),
});
