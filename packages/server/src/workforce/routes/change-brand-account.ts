import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { custodyShape } from '../custody/brand-account.ts';
import { brandAccountShape } from '../custody/custody-shapes.ts';
import { given } from '../custody/given.ts';
import { changeBrandAccount } from '../custody/keep-brand-account.ts';
import { viewBrandAccount } from '../custody/view-custody.ts';

export const route = defineRoute({
  method: 'PATCH',
  path: '/api/workspaces/:workspace/brand-accounts/:brandAccount',
  summary: 'Change who holds the ways into an account of a brand',
  permission: { action: 'brand-account.change', needs: 'workspace' },
  params: z.object({ workspace: z.string(), brandAccount: z.string().max(80) }),
  body: z.object({ custody: custodyShape.partial() }),
  response: brandAccountShape,
  handler: async ({ workspaceId, actor, params, body }, services) => {
    services.keyring.assertOpen();
    const kept = await changeBrandAccount(
      { workspaceId, actor, id: params.brandAccount, custody: given(body.custody) },
      services,
    );
    return viewBrandAccount(workspaceId, kept, services);
  },
});
