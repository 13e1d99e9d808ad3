import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { monthsMax } from '../company/company-calendar.ts';
import { startSample } from '../start-sample.ts';

const seedMax = 1_000_000;

export const route = defineRoute({
  method: 'POST',
  path: '/api/samples',
  summary: 'Make a second workspace and fill it with a made-up company, to look around in',
  permission: { action: 'own-sample.create', needs: 'signed-in' },
  body: z.object({
    seed: z.int().min(1).max(seedMax).default(1),
    /** The newest ones of a year. */
    months: z.int().min(1).max(monthsMax).default(monthsMax),
  }),
  response: z.object({ slug: z.string(), name: z.string() }),
  handler: async ({ body, request, actor }, services) => {
    const order = { ...body, cookie: request.headers.cookie, userId: actor.userId };
    const { slug, name } = await startSample(order, services);
    return { slug, name };
  },
});
