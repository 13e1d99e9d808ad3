import { z } from 'zod';
import { defineRoute, refuse, refuseSample } from '../../platform/index.ts';
import { buildPackage } from '../build-package.ts';
import { mayHavePackage, packageDiscloses } from '../may-have-package.ts';
import { packageView, viewPackage } from '../package-view.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/packages',
  summary: 'Builds the package of one framework over a window of days, which anyone can verify offline',
  permission: { action: 'package.create', needs: 'workspace', discloses: packageDiscloses },
  params: z.object({ workspace: z.string() }),
  body: z.object({
    framework: z.string().min(1).max(80),
    /** The first day of the window. */
    from: z.iso.date(),
    /** The day after its last. */
    to: z.iso.date(),
    /** Whether people are named in it; without a word they are where whoever asks may see them. */
    names: z.enum(['included', 'left-out']).optional(),
  }),
  response: packageView,
  handler: async ({ workspaceId, actor, body, may }, services) => {
    await services.database.withWorkspace(workspaceId, (tx) => refuseSample(tx, workspaceId));
    const names = body.names ?? (mayHavePackage(may, true) ? 'included' : 'left-out');
    if (!mayHavePackage(may, names === 'included')) refuse('package-masked');
    return viewPackage(await buildPackage({ workspaceId, actor, ...body, names }, services));
  },
});
