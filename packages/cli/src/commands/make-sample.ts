import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { defineCommand } from '../command.ts';

const seedMax = 1_000_000;
const waitMs = 500;

const made = z.object({ slug: z.string(), name: z.string() });
const filling = z.looseObject({
  state: z.enum(['running', 'completed', 'cancelled', 'failed']),
  filesRead: z.int(),
  filesTotal: z.int(),
});
const output = made.extend({ state: filling.shape.state, filesRead: z.int() });

export const command = defineCommand({
  name: 'sample',
  summary: 'make a workspace with a made-up company to look around in, for the owners of the first one',
  arguments: [],
  options: [
    { flags: '--seed <number>', help: 'another company for another number', default: '1' },
    { flags: '--months <number>', help: 'how many months of it, up to twelve', default: '12' },
  ],
  input: z.object({
    seed: z.coerce.number({ error: 'must be a number' }).int().min(1).max(seedMax),
    months: z.coerce.number({ error: 'must be a number' }).int().min(1).max(12),
  }),
  jsonSchema: output,
  example: 'sample --seed 7',
  run: async (order, context) => {
    const server = await context.connect();
    const { slug, name } = await server.post('/api/samples', order, made);
    for (;;) {
      const now = await server.get(`/api/workspaces/${slug}/sample`, filling);
      context.progress.note(`${now.filesRead} of ${now.filesTotal} files read`);
      if (now.state === 'running') {
        await wait(waitMs);
        continue;
      }
      const text = [
        `${context.look.strong(name)}: ${now.filesRead} of ${now.filesTotal} files, ${now.state}.`,
        context.look.faint(
          `Everything in it is made up. Choose it in the app, or name it with --workspace ${slug}.`,
        ),
      ].join('\n');
      const exitCode = now.state === 'completed' ? 0 : 1;
      return { output: { slug, name, state: now.state, filesRead: now.filesRead }, text, exitCode };
    }
  },
});
