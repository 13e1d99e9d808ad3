import { z } from 'zod';
import { type CommandContext, defineCommand } from '../command.ts';
import { formatCount, type Look } from '../look.ts';

const fork = z.looseObject({
  knownBy: z.string(),
  knownSize: z.int(),
  knownAt: z.string().nullable(),
  foundSize: z.int(),
});
const ledger = z.looseObject({
  log: z.looseObject({ origin: z.string() }),
  standing: z.looseObject({
    state: z.enum(['open', 'forked', 'unguarded']),
    fork: fork.nullable(),
    sentence: z.string().nullable(),
  }),
});
const closed = z.object({ report: z.string(), log: z.object({ id: z.string(), origin: z.string() }) });
const output = z.object({
  state: z.enum(['open', 'forked', 'unguarded']),
  origin: z.string(),
  /** Of the present log, after closing that of its successor. */
  fork: fork.nullable(),
  /** The report, where one was made now. */
  report: z.string().nullable(),
});
type Output = z.input<typeof output>;

export const command = defineCommand({
  name: 'fork-report',
  summary: 'say whether the log is known elsewhere to be longer or different, and close it with a report',
  arguments: [],
  options: [
    {
      flags: '--reason <text>',
      help: 'why there are two histories; closes the log and opens its successor. Without it nothing is changed',
    },
  ],
  input: z.object({ reason: z.string().trim().min(3).max(2_000).optional() }),
  jsonSchema: output,
  example: 'fork-report --reason "the disk failed and the backup of Monday was put back"',
  run: async ({ reason }, context) => (reason === undefined ? look(context) : close(reason, context)),
});

async function look(context: CommandContext) {
  const server = await context.connect();
  const { log, standing } = await server.get(context.inWorkspace('/ledger'), ledger);
  const told: Output = { state: standing.state, origin: log.origin, fork: standing.fork, report: null };
  const isForked = standing.state === 'forked';
  const lines = [
    `${context.look.state(isForked ? 'invalid' : 'valid', standing.state)}  ${log.origin}`,
    ...describeFork(told, context.look),
    ...(standing.sentence === null ? [] : [standing.sentence]),
  ];
  return { output: told, text: lines.join('\n'), exitCode: isForked ? (1 as const) : (0 as const) };
}

function describeFork({ fork }: Output, look: Look): string[] {
  if (fork === null) return [];
  const { knownBy, knownSize, knownAt, foundSize } = fork;
  const when = knownAt === null ? '' : `, ${knownAt}`;
  return [
    `  ${knownBy} knows ${formatCount(knownSize)} entries${look.faint(when)}; here are ${formatCount(foundSize)}`,
  ];
}

async function close(reason: string, context: CommandContext) {
  const server = await context.connect();
  const { report, log } = await server.post(context.inWorkspace('/ledger/close-fork'), { reason }, closed);
  const told: Output = { state: 'open', origin: log.origin, fork: null, report };
  return { output: told, text: report.trimEnd(), exitCode: 0 as const };
}
