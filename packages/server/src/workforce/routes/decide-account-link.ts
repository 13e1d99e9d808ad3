import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { decideAccount } from '../linking/decide-account.ts';
import { belongings, linkDiscloses, linkShape, subjectShape, viewLinks } from '../linking/link-shapes.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/account-links/decide',
  summary: 'Say whose an account is; it stands above every rule and stays when the account comes again',
  permission: { action: 'account-link.decide', needs: 'workspace', discloses: linkDiscloses },
  params: z.object({ workspace: z.string() }),
  body: z.object({
    system: z.string().min(1).max(200),
    holder: subjectShape,
    belongsTo: z.enum(belongings),
    person: subjectShape.nullable().default(null),
    agency: z.string().max(60).nullable().default(null),
    /** Who answers for it where it is no single person's. */
    custodian: subjectShape.nullable().default(null),
    reason: z.string().trim().min(1).max(2_000),
  }),
  response: linkShape,
  handler: async ({ workspaceId, actor, body }, services) => {
    const link = await decideAccount({ ...body, workspaceId, actor }, services);
    const [view] = await services.database.withWorkspace(workspaceId, (tx) =>
      viewLinks(tx, [link], services),
    );
    if (view === undefined) throw new Error('a link has no view');
    return view;
  },
});
