import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { type CommandContext, defineCommand } from '../command.ts';
import { couldNotLook } from '../command-error.ts';
import { plural } from '../look.ts';
import { requireWritableFolder } from '../require-writable-folder.ts';

const built = z.looseObject({ id: z.string(), entries: z.int(), digest: z.string(), bytes: z.int() });
const output = z.object({ file: z.string(), entries: z.int(), digest: z.string() });
const when = z.union([z.iso.date(), z.iso.datetime({ offset: true })], {
  error: 'must be a date (`2026-03-01`) or an instant',
});

export const command = defineCommand({
  name: 'package',
  summary: 'pack the evidence of a window into one file an auditor can verify without us',
  arguments: [],
  options: [
    { flags: '--framework <id>', help: 'the framework the auditor works with' },
    { flags: '--from <date>', help: 'first day of the window' },
    { flags: '--to <date>', help: 'the window ends where this day begins' },
    { flags: '--out <file>', help: 'where to write the `.zip`' },
  ],
  input: z.object({
    framework: z.string({ error: 'is missing: give `--framework <id>`' }),
    from: when,
    to: when,
    out: z.string({ error: 'is missing: give `--out <file>`' }),
  }),
  jsonSchema: output,
  example: 'package --framework iso-27001-2022 --from 2025-01-01 --to 2026-01-01 --out evidence-2025.zip',
  run: async ({ framework, from, to, out }, context) => {
    const file = context.absolute(out);
    await requireWritableFolder(file, out);
    const server = await context.connect();
    context.progress.note('packing the evidence');
    const item = await server.post(context.inWorkspace('/packages'), { framework, from, to }, built);
    await download(item, file, context);
    const text = `Packed ${plural(item.entries, 'entry').replace('entrys', 'entries')} into ${out}\n${context.look.faint(`digest ${item.digest}`)}`;
    return { output: { file, entries: item.entries, digest: item.digest }, text, exitCode: 0 };
  },
});

/** The file gets its name only when it is whole and hashes to what the server says it packed. */
async function download(item: z.output<typeof built>, file: string, context: CommandContext): Promise<void> {
  const server = await context.connect();
  const body = await server.download(context.inWorkspace(`/packages/${item.id}/file`));
  const draft = `${file}.part`;
  const hash = createHash('sha256');
  const digesting = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  try {
    await pipeline(body, digesting, createWriteStream(draft));
    // public: of a file the caller holds
    if (hash.digest('hex') !== item.digest) {
      throw couldNotLook(
        'package-damaged',
        'the package changed on its way to the file',
        'check the disk and pack again',
      );
    }
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
