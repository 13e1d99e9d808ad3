import { z } from 'zod';
import { defineRoute, refuse } from '../../platform/index.ts';
import { erasureShape } from '../erasure/erasure-view.ts';
import { legalBases } from '../erasure/erasures.store.ts';
import { readErasure } from '../erasure/read-erasure.ts';
import { requestErasure } from '../erasure/request-erasure.ts';

const positionsMax = 10_000;

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/erasures',
  summary: 'Ask for the erasure of a person or of single payloads; another person approves it',
  permission: { action: 'erasure.create', needs: 'workspace' },
  params: z.object({ workspace: z.string() }),
  body: z.object({
    subject: z
      .string()
      .regex(/^sub_[0-9a-f-]{36}$/)
      .optional(),
    positions: z.array(z.int().min(0)).min(1).max(positionsMax).optional(),
    legalBasis: z.enum(legalBases),
    reason: z.string().min(1).max(2_000),
  }),
  response: erasureShape,
  handler: async ({ workspaceId, actor, body }, services) => {
    const { subject = null, positions = [], legalBasis, reason } = body;
    if ((subject === null) === (positions.length === 0)) {
      refuse('bad-request', 'name either a person (`subject`) or entries (`positions`)');
    }
    const request = { workspaceId, actor, subject, positions, legalBasis, reason };
    return readErasure(workspaceId, await requestErasure(request, services), services);
  },
});
