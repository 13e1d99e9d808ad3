import { z } from 'zod';
import { type CommandContext, defineCommand } from '../command.ts';

const scope = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('all') }),
  z.object({ kind: z.literal('subject'), subject: z.string() }),
  z.object({ kind: z.literal('population'), population: z.string(), scope: z.string() }),
]);
const output = z.object({ id: z.string(), scope, state: z.enum(['in-force', 'lifted']) });

export const command = defineCommand({
  name: 'hold',
  summary: 'place a legal hold: nothing it covers is erased until another person lifts it in the app',
  arguments: [],
  options: [
    { flags: '--subject <id>', help: 'hold one person (`sub_…`)' },
    { flags: '--population <kind>', help: 'hold one population, with `--scope`' },
    { flags: '--scope <name>', help: 'the scope of the population' },
    { flags: '--reason <text>', help: 'why, without personal data' },
  ],
  input: z
    .object({
      subject: z.string().optional(),
      population: z.string().optional(),
      scope: z.string().optional(),
      reason: z.string().min(1).max(2_000),
    })
    .refine((input) => (input.population === undefined) === (input.scope === undefined), {
      error: '`--population` and `--scope` go together',
    })
    .refine((input) => input.subject === undefined || input.population === undefined, {
      error: 'name a person or a population, not both',
    }),
  jsonSchema: output,
  example: 'hold --population account --scope desk --reason "claim of a customer is pending"',
  run: async ({ reason, ...input }, context) => {
    const server = await context.connect();
    const body = { scope: scopeOf(input), reason };
    const placed = await server.post(context.inWorkspace('/holds'), body, z.looseObject(output.shape));
    const result = { id: placed.id, scope: placed.scope, state: placed.state };
    return { output: result, text: describe(result, context), exitCode: 0 };
  },
});

type Asked = {
  readonly subject?: string | undefined;
  readonly population?: string | undefined;
  readonly scope?: string | undefined;
};

function scopeOf({ subject, population, scope: name }: Asked): z.input<typeof scope> {
  if (subject !== undefined) return { kind: 'subject', subject };
  if (population !== undefined && name !== undefined) return { kind: 'population', population, scope: name };
  return { kind: 'all' };
}

function describe(result: z.input<typeof output>, { look }: CommandContext): string {
  const covered = {
    all: 'everything in this workspace',
    subject: 'one person',
    population: 'one population and everybody its items name',
  }[result.scope.kind];
  return `Legal hold ${look.strong(result.id)} covers ${covered}. Another person, an owner, can lift it in the app.`;
}
