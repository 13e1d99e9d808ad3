import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { buildPackage } from '../build-package.ts';
import { packageView, viewPackage } from '../package-view.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/packages',
  summary: 'Builds the package of one framework over a window of days, which anyone can verify offline',
  permission: { action: 'package.create', needs: 'workspace' },
  params: z.object({ workspace: z.string() }),
  body: z.object({
    framework: z.string().min(1).max(80),
    /** The first day of the window. */
    from: z.iso.date(),
    /** The day after its last. */
    to: z.iso.date(),
  }),
  response: packageView,
  handler: async ({ workspaceId, actor, body }, services) =>
    viewPackage(await buildPackage({ workspaceId, actor, ...body }, services)),
});
