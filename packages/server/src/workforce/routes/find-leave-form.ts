import { z } from 'zod';
import { sourceOf, takeTries } from '../../access/index.ts';
import { defineRoute } from '../../platform/index.ts';
import { requireForm } from '../leavers/reports/leave-form.ts';

const minuteMs = 60_000;

export const route = defineRoute({
  method: 'POST',
  path: '/api/leave-form',
  summary: 'Whose public form a link opens',
  permission: { action: 'own-leave.read', needs: 'public' },
  body: z.object({ token: z.string().min(1).max(100) }),
  response: z.object({ name: z.string() }),
  handler: async ({ body, request }, services) => {
    const key = `leave form ${sourceOf(request.ip)}`;
    await takeTries([{ key, triesMax: 30, windowMs: minuteMs }], services);
    const { name } = await requireForm(body.token, services);
    return { name };
  },
});
