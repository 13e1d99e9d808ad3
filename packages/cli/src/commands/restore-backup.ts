import { z } from 'zod';
import { type CommandContext, defineCommand } from '../command.ts';
import { couldNotLook, wrongUse } from '../command-error.ts';
import { formatCount, plural } from '../look.ts';

const output = z.object({
  dataDir: z.string(),
  tables: z.int(),
  rows: z.int(),
  logs: z.array(z.object({ id: z.string(), size: z.int(), root: z.string() })),
  dataKeys: z.object({ state: z.enum(['present', 'missing']), file: z.string().nullable() }),
  keys: z.object({
    state: z.enum(['present', 'missing']),
    source: z.string(),
    meaning: z.string(),
    fingerprints: z.array(z.string()),
  }),
});

export const command = defineCommand({
  name: 'restore',
  summary: 'make a new data folder from a backup',
  arguments: [{ name: '<file>', help: 'a backup made by `daybook backup`' }],
  options: [
    { flags: '--keys <file>', help: 'the master key of the Daybook that made the backup' },
    { flags: '--data-keys <file>', help: 'the archive of the data keys; otherwise `<file>.keys` beside it' },
  ],
  input: z.object({ file: z.string(), keys: z.string().optional(), dataKeys: z.string().optional() }),
  jsonSchema: output,
  example: 'restore daybook-2026-03-01.backup --data ./restored --keys master.key',
  run: async ({ file, keys, dataKeys: told }, context) => {
    if (context.environment.DATABASE_URL) {
      throw wrongUse(
        'with DATABASE_URL set, `restore` does not know where to',
        'unset it to restore into a data folder',
      );
    }
    const dataDir = await context.dataDir();
    const { installMasterKey, keySourceOf, hasMasterKey, silentLog, restoreBackup, databaseName } =
      await import('@daybook/server/backup');
    if (keys !== undefined) await installMasterKey(context.absolute(keys), dataDir, context.environment);
    const { header, dataKeys: used } = await restoreBackup({
      file: context.absolute(file),
      dataKeys: told === undefined ? null : context.absolute(told),
      dataDir,
      database: databaseName,
      log: silentLog,
      progress: ({ phase, done, total }) =>
        context.progress.show({ label: phase, done, total, unit: unitOf(phase) }),
    }).catch((error: unknown) => {
      throw asFailure(error, file);
    });
    const rows = header.tables.reduce((sum, table) => sum + table.rows, 0);
    const isPresent = hasMasterKey(dataDir, context.environment);
    const source = keySourceOf(dataDir, context.environment);
    const keyState = {
      state: isPresent ? ('present' as const) : ('missing' as const),
      source,
      meaning: header.keys.meaning,
      fingerprints: header.keys.fingerprints,
    };
    const dataKeys = { state: used === null ? ('missing' as const) : ('present' as const), file: used };
    const result = {
      dataDir,
      tables: header.tables.length,
      rows,
      logs: header.logs,
      dataKeys,
      keys: keyState,
    };
    return { output: result, text: describe(result, context), exitCode: 0 };
  },
});

function unitOf(phase: string): string {
  if (phase === 'verifying') return 'bytes';
  return phase === 'loading' ? 'tables' : 'entries';
}

function asFailure(error: unknown, file: string): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error;
  if (error.code === 'data-not-empty')
    return wrongUse(error.message, 'restore into a new folder with `--data DIR`', 'data-not-empty');
  if (error.code === 'ENOENT')
    return couldNotLook('source-not-found', `there is no file \`${file}\``, 'check the path');
  return error;
}

function describe(result: z.input<typeof output>, { look }: CommandContext): string {
  const { keys } = result;
  const wanted = keys.fingerprints.length === 0 ? '' : ` (fingerprint ${keys.fingerprints.join(' and ')})`;
  const advice =
    keys.state === 'present'
      ? `The backup needs the master key${wanted}. One is in place: ${keys.source}`
      : `${look.strong(`The master key${wanted} is missing.`)} Put it here: ${keys.source}\n${keys.meaning}`;
  const dataKeys =
    result.dataKeys.state === 'present'
      ? `The data keys came from ${result.dataKeys.file}`
      : `${look.strong('The data keys are missing.')} There was no \`.keys\` archive: proofs hold, but no payload and no name can be read. Name it with \`--data-keys FILE\` and restore again.`;
  return [
    `Restored ${plural(result.rows, 'row')} of ${plural(result.tables, 'table')} into ${result.dataDir}`,
    ...result.logs.map(
      (log) =>
        `  log of ${formatCount(log.size)} entries, root ${look.faint(log.root)}, hashed again and equal`,
    ),
    '',
    dataKeys,
    advice,
  ].join('\n');
}
