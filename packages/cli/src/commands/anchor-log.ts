import { z } from 'zod';
import { anchorStandingAnswer } from '../anchor-answers.ts';
import { defineCommand } from '../command.ts';
import type { Look } from '../look.ts';

const result = z.object({
  target: z.string(),
  state: z.enum(['ok', 'failing']),
  problem: z.string().nullable(),
  size: z.int(),
});
const runAnswer = z.object({ results: z.array(result) });
const output = z.object({
  results: z.array(result.extend({ name: z.string(), kind: z.string() })),
  rung: z.int(),
  sentence: z.string(),
  isOverdue: z.boolean(),
});
type Output = z.output<typeof output>;

/** What the ladder says of earlier confirmations would vouch here for what was just refused. */
const notAllConfirmed =
  'Not everyone who was asked confirmed the newest checkpoint; what was not confirmed is vouched for by nobody.';

export const command = defineCommand({
  name: 'anchor',
  summary: 'have everyone outside who was asked to confirm the newest checkpoint, now',
  arguments: [],
  options: [],
  input: z.object({}),
  jsonSchema: output,
  example: 'anchor',
  run: async (_input, context) => {
    const server = await context.connect();
    context.progress.note('asking outside');
    const { results } = await server.post(context.inWorkspace('/ledger/anchors/run'), {}, runAnswer);
    const standing = await server.get(context.inWorkspace('/ledger/anchors?limit=1'), anchorStandingAnswer);
    const named = results.map((each) => {
      const target = standing.targets.find(({ id }) => id === each.target);
      return { ...each, name: target?.name ?? each.target, kind: target?.kind ?? '' };
    });
    const { rung, isOverdue } = standing;
    const isRefused = rung > 0 && named.some(({ state }) => state === 'failing');
    const sentence = isRefused ? notAllConfirmed : standing.sentence;
    const told = { results: named, rung, sentence, isOverdue };
    const isNo = isOverdue || named.some(({ state }) => state === 'failing');
    return { output: told, text: describe(told, context.look), exitCode: isNo ? 1 : 0 };
  },
});

function describe({ results, sentence }: Output, look: Look): string {
  const rows = results.map(({ name, kind, state, problem, size }) => [
    look.state(state === 'ok' ? 'pass' : 'fail', state),
    name,
    look.faint(kind),
    problem ?? `confirmed size ${size}`,
  ]);
  return [...(rows.length === 0 ? [] : [look.table(rows)]), sentence].join('\n');
}
