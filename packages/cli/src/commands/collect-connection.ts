import { z } from 'zod';
import { defineCommand } from '../command.ts';
import { wrongUse } from '../command-error.ts';
import { followPull } from '../follow-pull.ts';
import { pullOutput } from '../pull.ts';

const connections = z.looseObject({ items: z.array(z.looseObject({ id: z.string(), name: z.string() })) });
const started = z.looseObject({ pull: z.string() });

export const command = defineCommand({
  name: 'collect',
  summary: 'read a connected source again, from its beginning to its end',
  arguments: [{ name: '<connection>', help: 'id (`con_…`) or name of the connection' }],
  options: [],
  input: z.object({ connection: z.string() }),
  jsonSchema: pullOutput,
  example: 'collect "Our GitHub"',
  run: async ({ connection }, context) => {
    const server = await context.connect();
    const { items } = await server.get(context.inWorkspace('/connections'), connections);
    const found = items.filter((item) => item.id === connection || item.name === connection);
    const [only] = found;
    if (only === undefined || found.length > 1) throw notOne(connection, found.length, items);
    const { pull } = await server.post(context.inWorkspace(`/connections/${only.id}/collect`), {}, started);
    return followPull(pull, context);
  },
});

function notOne(
  wanted: string,
  found: number,
  items: readonly { readonly id: string; readonly name: string }[],
) {
  const known = items.map((item) => `\`${item.id}\` (${item.name})`).join(', ');
  const hint =
    known === ''
      ? 'nothing is connected yet: use `daybook import` or connect a source in the app'
      : `there are ${known}`;
  if (found > 1)
    return wrongUse(
      `${found} connections are named \`${wanted}\``,
      `${hint}; give the id`,
      'connection-ambiguous',
    );
  return wrongUse(`there is no connection \`${wanted}\``, hint, 'not-found');
}
