import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { describeSession } from '../describe-session.ts';
import { roles } from '../permissions/role.ts';
import { waysIn } from '../sign-in/ways-in.store.ts';

const workspace = z.object({
  id: z.string(),
  slug: z.string(),
  name: z.string(),
  role: z.enum(roles),
  isSample: z.boolean(),
  /** Whom the ledger of this workspace takes the asker for; null for a service. */
  subject: z.string().nullable(),
  /** What the role allows once a second factor was shown. */
  actions: z.array(z.string()),
  secondFactorRequired: z.boolean(),
  /** This session does not enter here: the workspace is entered through its identity provider alone. */
  mustUseSso: z.object({ provider: z.string() }).nullable(),
});

export const route = defineRoute({
  method: 'GET',
  path: '/api/session',
  summary: 'Who is signed in, and what they may do where',
  permission: { action: 'session.read', needs: 'public' },
  response: z.object({
    needsSetup: z.boolean(),
    user: z.object({ id: z.string(), name: z.string(), email: z.string() }).nullable(),
    secondFactor: z.object({ enrolled: z.boolean(), satisfied: z.boolean() }),
    methods: z.array(z.enum(waysIn)),
    workspaces: z.array(workspace),
  }),
  handler: async ({ actor, request }, services) => {
    const viaSocket = actor.kind === 'service';
    const view = await describeSession({ cookie: request.headers.cookie, viaSocket }, services);
    return {
      ...view,
      methods: [...view.methods],
      workspaces: view.workspaces.map((one) => ({ ...one, actions: [...one.actions] })),
    };
  },
});
