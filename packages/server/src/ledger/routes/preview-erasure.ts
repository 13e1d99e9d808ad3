import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { erasureAffectsShape } from '../erasure/erasure-affects.ts';
import { erasureTargetShape, namedTarget } from '../erasure/erasure-body.ts';
import { previewErasure } from '../erasure/preview-erasure.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/erasures/preview',
  summary: 'What an erasure would affect; nothing is asked for by looking',
  permission: { action: 'erasure.preview', needs: 'workspace' },
  params: z.object({ workspace: z.string() }),
  body: erasureTargetShape,
  response: erasureAffectsShape.extend({
    /** The hold that would stop it now. */
    hold: z.string().nullable(),
  }),
  handler: ({ workspaceId, body }, services) => previewErasure(workspaceId, namedTarget(body), services),
});
