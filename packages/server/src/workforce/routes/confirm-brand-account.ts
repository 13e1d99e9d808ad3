import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { brandAccountShape } from '../custody/custody-shapes.ts';
import { confirmBrandAccount, confirmedDaysMax } from '../custody/keep-brand-account.ts';
import { viewBrandAccount } from '../custody/view-custody.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/brand-accounts/:brandAccount/confirm',
  summary: 'Say that what is written down of a brand account is so, until it has to be looked at again',
  permission: { action: 'brand-account.confirm', needs: 'workspace' },
  params: z.object({ workspace: z.string(), brandAccount: z.string().max(80) }),
  body: z.object({ days: z.int().min(1).max(confirmedDaysMax).default(confirmedDaysMax) }),
  response: brandAccountShape,
  handler: async ({ workspaceId, actor, params, body }, services) => {
    services.keyring.assertOpen();
    const kept = await confirmBrandAccount(
      { workspaceId, actor, id: params.brandAccount, days: body.days },
      services,
    );
    return viewBrandAccount(workspaceId, kept, services);
  },
});
