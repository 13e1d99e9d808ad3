import { z } from 'zod';
import { defineCommand } from '../command.ts';

const requirement = z.object({
  id: z.string(),
  title: z.string(),
  parent: z.string().nullable(),
  assessable: z.boolean(),
});
const output = z.object({ id: z.string(), name: z.string(), requirements: z.array(requirement) });

export const command = defineCommand({
  name: 'framework',
  summary: 'list the requirements of a framework',
  arguments: [{ name: '<id>', help: 'e.g. `iso-27001-2022`' }],
  options: [],
  input: z.object({ id: z.string() }),
  jsonSchema: output,
  example: 'framework iso-27001-2022',
  run: async ({ id }, context) => {
    const server = await context.connect();
    const framework = await server.get(context.inWorkspace(`/frameworks/${encodeURIComponent(id)}`), output);
    const depths = new Map<string, number>();
    const lines = framework.requirements.map((one) => {
      const depth = one.parent === null ? 0 : (depths.get(one.parent) ?? 0) + 1;
      depths.set(one.id, depth);
      return `${'  '.repeat(depth)}${one.title}  ${context.look.faint(one.id)}`;
    });
    return {
      output: framework,
      text: [context.look.strong(framework.name), ...lines].join('\n'),
      exitCode: 0,
    };
  },
});
