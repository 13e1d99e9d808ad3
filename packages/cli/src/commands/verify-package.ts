import { readFile, stat } from 'node:fs/promises';
import { z } from 'zod';
import { defineCommand } from '../command.ts';
import { couldNotLook } from '../command-error.ts';
import { formatCount, type Look, plural } from '../look.ts';

const output = z.looseObject({
  valid: z.boolean(),
  entries: z.int(),
  reran: z.boolean(),
  problems: z.array(z.looseObject({ what: z.string(), where: z.string() })),
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
  ],
  input: z.object({ file: z.string(), checkpoint: z.string().optional() }),
  jsonSchema: output,
  example: 'verify evidence-2025.zip',
  run: async ({ file, checkpoint }, context) => {
    const path = context.absolute(file);
    await requireFile(path, file);
    const known =
      checkpoint === undefined ? null : await readCheckpoint(context.absolute(checkpoint), checkpoint);
    const { verifyPackage } = await import('@daybook/verify');
    context.progress.note('verifying');
    const result = await verifyPackage(path, { checkpoint: known });
    return { output: result, text: describe(result, context.look), exitCode: result.valid ? 0 : 1 };
  },
});

async function requireFile(path: string, shown: string): Promise<void> {
  const found = await stat(path).catch(() => null);
  if (found?.isFile() === true) return;
  throw couldNotLook('package-not-found', `there is no file \`${shown}\``, 'check the path');
}

async function readCheckpoint(path: string, shown: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    throw couldNotLook('checkpoint-not-found', `couldn't read the checkpoint \`${shown}\``, 'check the path');
  }
}

function describe(result: Output, look: Look): string {
  const verdict = result.valid
    ? 'everything in this package is as it was recorded'
    : plural(result.problems.length, 'problem');
  const lines = [
    `${look.state(result.valid ? 'valid' : 'invalid')}  ${verdict}`,
    `  ${formatCount(result.entries)} entries`,
  ];
  lines.push(
    result.reran ? '  every check was run again and said the same' : '  not every check could be run again',
  );
  return [
    ...lines,
    ...result.problems.map((problem) => `  ${problem.what}  ${look.faint(problem.where)}`),
  ].join('\n');
}
