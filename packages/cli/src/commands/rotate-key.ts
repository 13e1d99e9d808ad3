import { z } from 'zod';
import { defineCommand } from '../command.ts';

const output = z.object({ verifierKey: z.string() });

export const command = defineCommand({
  name: 'rotate-key',
  summary: 'give the log a new signing key; the old one says so and signs beside it for 30 days',
  arguments: [],
  options: [],
  input: z.object({}),
  jsonSchema: output,
  example: 'rotate-key',
  run: async (_input, context) => {
    const server = await context.connect();
    const result = await server.post(context.inWorkspace('/ledger/rotate-key'), {}, output);
    const text = [
      'The log has a new key. Pass it on to those who verify, beside the old one:',
      `  ${context.look.strong(result.verifierKey)}`,
      context.look.faint('For 30 days both keys sign; then the old one is destroyed.'),
    ].join('\n');
    return { output: result, text, exitCode: 0 };
  },
});
