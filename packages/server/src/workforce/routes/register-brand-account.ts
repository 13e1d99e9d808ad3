import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { custodyShape, nothingSaid } from '../custody/brand-account.ts';
import { brandAccountShape } from '../custody/custody-shapes.ts';
import { given } from '../custody/given.ts';
import { registerBrandAccount } from '../custody/keep-brand-account.ts';
import { viewBrandAccount } from '../custody/view-custody.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/brand-accounts',
  summary: 'Register an account of a brand and who holds its ways in',
  permission: { action: 'brand-account.create', needs: 'workspace' },
  params: z.object({ workspace: z.string() }),
  body: z.object({
    system: z.string().trim().min(1).max(200),
    account: z.string().trim().min(1).max(120),
    custody: custodyShape.partial().default({}),
  }),
  response: brandAccountShape,
  handler: async ({ workspaceId, actor, body }, services) => {
    services.keyring.assertOpen();
    const kept = await registerBrandAccount(
      { workspaceId, actor, ...body, custody: { ...nothingSaid, ...given(body.custody) } },
      services,
    );
    return viewBrandAccount(workspaceId, kept, services);
  },
});
