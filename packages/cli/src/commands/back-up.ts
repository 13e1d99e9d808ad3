import { existsSync } from 'node:fs';
import { z } from 'zod';
import manifest from '../../package.json' with { type: 'json' };
import { type CommandContext, defineCommand } from '../command.ts';
import { couldNotLook } from '../command-error.ts';
import { formatCount, plural } from '../look.ts';
import { requireWritableFolder } from '../require-writable-folder.ts';

const output = z.object({
  file: z.string(),
  bytes: z.int(),
  tables: z.int(),
  rows: z.int(),
  logs: z.array(z.object({ id: z.string(), size: z.int(), root: z.string() })),
  keys: z.object({
    included: z.literal(false),
    source: z.string(),
    meaning: z.string(),
    fingerprints: z.array(z.string()),
  }),
  dataKeys: z.object({ file: z.string(), bytes: z.int(), meaning: z.string() }),
});

export const command = defineCommand({
  name: 'backup',
  summary: 'copy everything but the keys into one file, while the work goes on',
  arguments: [{ name: '<file>', help: 'where to write the backup' }],
  options: [],
  input: z.object({ file: z.string() }),
  jsonSchema: output,
  example: 'backup daybook-2026-03-01.backup',
  run: async ({ file }, context) => {
    await requireWritableFolder(context.absolute(file), file);
    const dataDir = await context.dataDir();
    if (!context.environment.DATABASE_URL && !existsSync(dataDir)) {
      throw couldNotLook(
        'data-missing',
        `there is no data folder \`${dataDir}\``,
        'name it with `--data DIR`',
      );
    }
    await context.connect();
    const { backUp, dataKeysMeaning, ownerOf, keySourceOf, systemClock } = await import(
      '@daybook/server/backup'
    );
    const { header, bytes, dataKeys } = await backUp({
      owner: ownerOf(dataDir, context.environment),
      dataDir,
      file: context.absolute(file),
      keySource: keySourceOf(dataDir, context.environment),
      version: manifest.version,
      now: systemClock.now,
      progress: ({ done, total, what }) =>
        context.progress.show({ label: what, done, total, unit: 'tables' }),
    });
    const rows = header.tables.reduce((sum, table) => sum + table.rows, 0);
    const result = {
      file: context.absolute(file),
      bytes,
      tables: header.tables.length,
      rows,
      logs: header.logs,
      keys: header.keys,
      dataKeys: { ...dataKeys, meaning: dataKeysMeaning },
    };
    return { output: result, text: describe(result, context), exitCode: 0 };
  },
});

function describe(result: z.input<typeof output>, { look }: CommandContext): string {
  return [
    `Backed up ${plural(result.rows, 'row')} of ${plural(result.tables, 'table')} into ${result.file}`,
    ...result.logs.map((log) => `  log of ${formatCount(log.size)} entries, root ${look.faint(log.root)}`),
    `The data keys are apart, in ${result.dataKeys.file}`,
    result.dataKeys.meaning,
    '',
    `${look.strong('The master key is in neither.')} It is here: ${result.keys.source}`,
    `Fingerprint: ${result.keys.fingerprints.join(', ')}`,
    result.keys.meaning,
  ].join('\n');
}
