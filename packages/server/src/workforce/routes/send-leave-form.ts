import { z } from 'zod';
import { sourceOf, takeTries } from '../../access/index.ts';
import { defineRoute, systemActor } from '../../platform/index.ts';
import { requireForm } from '../leavers/reports/leave-form.ts';
import { takeReport } from '../leavers/reports/take-report.ts';

const hourMs = 3_600_000;

export const route = defineRoute({
  method: 'POST',
  path: '/api/leave-form/reports',
  summary: 'Somebody says through the public form that they left; the answer is the same whoever they are',
  permission: { action: 'own-leave.report', needs: 'public' },
  body: z.object({
    token: z.string().min(1).max(100),
    email: z.email().max(320),
    lastDay: z.iso.date().optional(),
    words: z.string().max(2_000).optional(),
  }),
  response: z.object({ received: z.literal(true) }),
  handler: async ({ body, request }, services) => {
    const { token, email, lastDay = null, words = null } = body;
    const from = { key: `leave report ${sourceOf(request.ip)}`, triesMax: 10, windowMs: hourMs };
    await takeTries([from, { key: `leave report of ${token}`, triesMax: 100, windowMs: hourMs }], services);
    const { workspaceId } = await requireForm(token, services);
    const who = { workspaceId, actor: systemActor, about: { email } };
    await takeReport({ ...who, way: 'form', sender: 'unproven', lastDay, words }, services);
    return { received: true as const };
  },
});
