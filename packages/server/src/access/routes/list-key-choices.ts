import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { keyDays, keyDaysMax } from '../api-keys/key-rules.ts';
import { keyChoices } from '../api-keys/list-keys.ts';
import { showedSecondFactor } from '../api-keys/showed-second-factor.ts';
import { kindOf } from '../permissions/action-groups.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/keys/choices',
  summary: 'What who asks may give to an API key at this moment, in plain words',
  permission: { action: 'key.list', needs: 'workspace', isScoped: true },
  response: z.object({
    items: z.array(
      z.object({
        action: z.string(),
        kind: z.string(),
        /** What the action opens, as the routes say it. */
        summaries: z.array(z.string()),
        needsSecondFactor: z.boolean(),
      }),
    ),
    days: z.number(),
    daysMax: z.number(),
  }),
  handler: async ({ workspaceId, actor, request }, services) => {
    const hasSecondFactor = await showedSecondFactor(request.headers.cookie, services);
    const choices = await keyChoices({ workspaceId, subject: actor.id, hasSecondFactor }, services);
    const items = choices.map((one) => ({
      ...one,
      kind: kindOf(one.action),
      summaries: [...one.summaries],
    }));
    return { items, days: keyDays, daysMax: keyDaysMax };
  },
});
