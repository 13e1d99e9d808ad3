import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { withdrawDecision } from '../linking/decide-account.ts';
import { linkDiscloses, linkShape, subjectShape, viewLinks } from '../linking/link-shapes.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/account-links/withdraw',
  summary: 'Take back what somebody said about whose an account is; the rules decide again',
  permission: { action: 'account-link.withdraw', needs: 'workspace', discloses: linkDiscloses },
  params: z.object({ workspace: z.string() }),
  body: z.object({
    system: z.string().min(1).max(200),
    holder: subjectShape,
    reason: z.string().trim().min(1).max(2_000),
  }),
  response: linkShape,
  handler: async ({ workspaceId, actor, body }, services) => {
    const link = await withdrawDecision({ ...body, workspaceId, actor }, services);
    const [view] = await services.database.withWorkspace(workspaceId, (tx) =>
      viewLinks(tx, [link], services),
    );
    if (view === undefined) throw new Error('a link has no view');
    return view;
  },
});
