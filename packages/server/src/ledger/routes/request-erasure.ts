import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { erasureTargetShape, namedTarget } from '../erasure/erasure-body.ts';
import { erasureShape } from '../erasure/erasure-view.ts';
import { legalBases } from '../erasure/erasures.store.ts';
import { readErasure } from '../erasure/read-erasure.ts';
import { requestErasure } from '../erasure/request-erasure.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/erasures',
  summary: 'Ask for the erasure of a person or of single payloads; another person approves it',
  permission: {
    action: 'erasure.create',
    needs: 'workspace',
    discloses: ['name', 'email', 'login', 'phone'],
  },
  params: z.object({ workspace: z.string() }),
  body: erasureTargetShape.extend({
    legalBasis: z.enum(legalBases),
    reason: z.string().min(1).max(2_000),
  }),
  response: erasureShape,
  handler: async ({ workspaceId, actor, body }, services) => {
    const { legalBasis, reason } = body;
    const request = { workspaceId, actor, ...namedTarget(body), legalBasis, reason };
    return readErasure(workspaceId, await requestErasure(request, services), services);
  },
});
