import { dangerousRights } from '@daybook/kit';
import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { decideItems } from '../reviews/decide-items.ts';

const dayMs = 86_400_000;

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/access-reviews/:review/decisions',
  summary:
    'Decide about access, up to 100 items in one go; each may be decided again until the review is closed',
  permission: { action: 'access-review.review', needs: 'workspace' },
  params: z.object({ workspace: z.string(), review: z.string().max(80) }),
  body: z.object({
    decisions: z
      .array(
        z.object({
          item: z.int().min(1),
          decision: z.enum(['keep', 'change', 'remove', 'not-mine', 'undo']),
          reason: z.string().max(500).optional(),
          removed: z.array(z.int().min(0)).max(100).optional(),
          kept: z.array(z.enum(dangerousRights)).max(4).optional(),
          shownMs: z.number().min(0).max(dayMs),
        }),
      )
      .min(1)
      .max(100),
  }),
  response: z.object({
    items: z.array(
      z.object({
        item: z.int(),
        decision: z.enum(['keep', 'change', 'remove']).nullable(),
        reviewer: z.string().nullable(),
        seconds: z.number().nullable(),
      }),
    ),
  }),
  handler: async ({ workspaceId, actor, params, body }, services) => {
    const order = { workspaceId, actor, review: params.review, decisions: body.decisions };
    const saved = await decideItems(order, services);
    return {
      items: saved.map(({ item, decision, reviewer, seconds }) => ({ item, decision, reviewer, seconds })),
    };
  },
});
