import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { type CommandContext, defineCommand } from '../command.ts';
import type { ServerConnection } from '../connect-server.ts';
import { formatCount } from '../look.ts';

const output = z.object({
  size: z.int(),
  digest: z.string(),
  stored: z.string(),
  expected: z.string().nullable(),
  equal: z.boolean().nullable(),
  facts: z.int(),
  differences: z.array(
    z.object({
      kind: z.string().nullable(),
      scope: z.string().nullable(),
      key: z.string().nullable(),
      position: z.int(),
      what: z.string(),
    }),
  ),
  differing: z.int(),
});
type Replay = z.output<typeof output>;

export const command = defineCommand({
  name: 'replay',
  summary: 'rebuild the facts from the ledger alone and hold them against the ones that are kept',
  arguments: [],
  options: [
    { flags: '--to <size>', help: 'as the ledger stood when it had so many entries; all of it otherwise' },
  ],
  input: z.object({
    to: z
      .string()
      .regex(/^\d{1,15}$/, { error: 'must be a number of entries' })
      .transform(Number)
      .optional(),
  }),
  jsonSchema: output,
  example: 'replay --to 5000',
  run: async ({ to }, context) => {
    const server = await context.connect();
    const replay = await replayWithProgress(to, server, context);
    return { output: replay, text: describe(replay), exitCode: replay.equal === true ? 0 : 1 };
  },
});

const pollMs = 500;
const progressAnswer = z.object({ running: z.object({ done: z.int(), total: z.int() }).nullable() });

/** Ending this process closes its call, and that ends the replay. */
async function replayWithProgress(
  size: number | undefined,
  server: ServerConnection,
  context: CommandContext,
): Promise<Replay> {
  const path = context.inWorkspace('/ledger/replay');
  const ended = new AbortController();
  const replay = server.post(path, size === undefined ? {} : { size }, output).finally(() => ended.abort());
  // Its failure is thrown where it is awaited, below.
  replay.catch(() => undefined);
  context.progress.note('reading the ledger');
  while (!ended.signal.aborted) {
    await wait(pollMs, undefined, { signal: ended.signal }).catch(() => undefined);
    if (ended.signal.aborted) break;
    const { running } = await server.get(path, progressAnswer);
    if (running !== null) context.progress.show({ label: 'replaying', ...running, unit: 'entries' });
  }
  context.progress.clear();
  return replay;
}

const notWhole = 'it cannot be told whole: part of what the ledger tells was erased or cannot be opened';

function describe(replay: Replay): string {
  const { size, digest, facts, differing, differences } = replay;
  const lines = [`${formatCount(facts)} facts rest on ${formatCount(size)} entries`, `digest ${digest}`];
  if (replay.expected !== null) {
    const agrees =
      replay.expected === digest ? 'which is what the ledger says' : `the ledger says ${replay.expected}`;
    lines.push(agrees);
  }
  if (replay.equal === true) return [...lines, 'what is kept is what the ledger tells'].join('\n');
  if (replay.equal === null) lines.push(notWhole);
  lines.push(`${formatCount(differing)} ${differing === 1 ? 'row differs' : 'rows differ'}`);
  for (const { kind, scope, key, position, what } of differences) {
    lines.push(`  entry ${position}  ${[kind, scope, key].filter(Boolean).join(' ')}: ${what}`);
  }
  if (differing > differences.length) lines.push(`  and ${formatCount(differing - differences.length)} more`);
  return lines.join('\n');
}
