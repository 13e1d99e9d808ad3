import { z } from 'zod';
import { defineCommand } from '../command.ts';
import { couldNotLook } from '../command-error.ts';
import { formatCount, type Look, plural } from '../look.ts';

const output = z.looseObject({
  valid: z.boolean(),
  entries: z.int(),
  reran: z.boolean(),
  problems: z.array(z.looseObject({ what: z.string(), where: z.string() })),
  /** Against which keys it was verified, how far third parties confirm it, what was erased, and what could not be run again. */
  notes: z.array(z.string()),
});
type Output = z.output<typeof output>;

export const command = defineCommand({
  name: 'verify',
  summary: 'recompute everything a package claims, offline',
  arguments: [{ name: '<file>', help: 'a package (`.zip`)' }],
  options: [
    {
      flags: '--checkpoint <file>',
      help: 'a checkpoint received from elsewhere; without one only the key inside the package vouches',
    },
    {
      flags: '--policy <file>',
      help: 'your own list of trusted log keys and witnesses (tlog-policy)',
    },
    {
      flags: '--tsa-roots <file>',
      help: 'roots of the time-stamping authorities you trust (PEM); without them nobody vouches for who signed a time stamp',
    },
  ],
  input: z.object({
    file: z.string(),
    checkpoint: z.string().optional(),
    policy: z.string().optional(),
    tsaRoots: z.string().optional(),
  }),
  jsonSchema: output,
  example: 'verify evidence-2025.zip',
  run: async ({ file, checkpoint, policy, tsaRoots }, context) => {
    const { verifyFile, UnreadableFile } = await import('@daybook/verify');
    context.progress.note('verifying');
    const options = {
      ...(checkpoint === undefined ? {} : { checkpointPath: context.absolute(checkpoint) }),
      ...(policy === undefined ? {} : { policyPath: context.absolute(policy) }),
      ...(tsaRoots === undefined ? {} : { tsaRootsPath: context.absolute(tsaRoots) }),
    };
    const result = await verifyFile(context.absolute(file), options).catch((error: unknown) => {
      if (!(error instanceof UnreadableFile)) throw error;
      throw couldNotLook('file-unreadable', error.message, 'check the path');
    });
    const { valid, entries, reran, problems, notes } = result;
    const told = { valid, entries, reran, problems: [...problems], notes: [...notes] };
    return { output: told, text: describe(told, context.look), exitCode: valid ? 0 : 1 };
  },
});

function describe(result: Output, look: Look): string {
  const verdict = result.valid
    ? 'everything in this package is as it was recorded'
    : plural(result.problems.length, 'problem');
  const lines = [
    `${look.state(result.valid ? 'valid' : 'invalid')}  ${verdict}`,
    `  ${formatCount(result.entries)} entries`,
  ];
  if (!result.reran) lines.push('  not every check could be run again');
  else if (result.valid) lines.push('  every check was run again and said the same');
  return [
    ...lines,
    ...result.notes.map((note) => `  ${note}`),
    ...result.problems.map((problem) => `  ${problem.what}  ${look.faint(problem.where)}`),
  ].join('\n');
}
