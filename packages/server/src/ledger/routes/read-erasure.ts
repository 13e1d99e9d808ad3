import { z } from 'zod';
import { defineRoute, refuse } from '../../platform/index.ts';
import { describeErasure } from '../erasure/describe-erasure.ts';
import { erasureAffectsShape } from '../erasure/erasure-affects.ts';
import { erasureShape, viewErasures } from '../erasure/erasure-view.ts';
import { findErasure } from '../erasure/erasures.store.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/erasures/:erasure',
  summary: 'One erasure: what it affects, and what it does not reach',
  permission: { action: 'erasure.read', needs: 'workspace', discloses: ['name', 'email', 'login', 'phone'] },
  params: z.object({ workspace: z.string(), erasure: z.string().max(80) }),
  response: erasureShape.extend(erasureAffectsShape.shape),
  handler: ({ workspaceId, params }, services) =>
    services.database.withWorkspace(workspaceId, async (tx) => {
      const found = (await findErasure(tx, params.erasure)) ?? refuse('not-found');
      const [view] = await viewErasures(tx, [found], services);
      if (view === undefined) refuse('not-found');
      return { ...view, ...(await describeErasure(tx, found, services)) };
    }),
});
