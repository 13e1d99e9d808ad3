import { z } from 'zod';

export const backupFormat = 'daybook.backup@1';

const digest = z.string().regex(/^[0-9a-f]{64}$/);
const identifier = z.string().regex(/^[a-z_][a-z0-9_$]{0,62}$/i);

/** One file of the archive and what it must hash to (SHA-256, hex, over the uncompressed bytes). */
const fileSchema = z.object({ path: z.string().min(1), bytes: z.int().min(0), digest });

const tableSchema = fileSchema.extend({
  schema: identifier,
  name: identifier,
  /** In the order of the copied lines; generated columns are left out. */
  columns: z.array(identifier).min(1),
  rows: z.int().min(0),
});

const logSchema = z.object({
  id: z.uuid(),
  size: z.int().min(0),
  /** RFC 6962 root, hex. */
  root: digest,
});

/** `backup.json`: what the archive holds. Written last, because it carries the digests of everything before it. */
export const backupHeaderSchema = z.object({
  format: z.literal(backupFormat),
  createdAt: z.iso.datetime(),
  versions: z.object({ daybook: z.string(), postgres: z.string() }),
  /** In the order they were applied; the texts of these migrations make the schema the tables fit. */
  migrations: z.array(z.object({ name: z.string(), digest })),
  logs: z.array(logSchema),
  tables: z.array(tableSchema),
  sequences: z.array(z.object({ schema: identifier, name: identifier, lastValue: z.int().nullable() })),
  /** Packages and other files of the data folder, below `files/` in the archive. */
  files: z.array(fileSchema),
  keys: z.object({
    included: z.literal(false),
    /** Where the key was when the backup was made: a file, or the environment. */
    source: z.string(),
    meaning: z.string(),
    /** Of the master keys it needs; two while one replaced the other. A former key lies in `former/<fingerprint>.key`. */
    fingerprints: z.array(z.string()).default([]),
  }),
});

/** `keys.json`: the data keys as they were when the backup beside it was made, each wrapped under the master key. */
export const keyArchiveHeaderSchema = z.object({
  format: z.literal('daybook.keys@1'),
  createdAt: z.iso.datetime(),
  versions: z.object({ daybook: z.string(), postgres: z.string() }),
  tables: z.array(tableSchema),
  files: z.array(fileSchema),
  meaning: z.string(),
});

export type KeyArchiveHeader = z.output<typeof keyArchiveHeaderSchema>;

/** Beside a backup: the same name with this at its end. */
export const keyArchiveSuffix = '.keys';

/** The one table whose rows no backup holds. */
export const keyTable = 'data_key';

export const dataKeysMeaning =
  'The data keys that payloads and names are sealed under are in a second archive beside this one, with `.keys` at the ' +
  'end of its name. It is useless without the master key. Keep it for a short time only, for example 30 days: kept ' +
  'longer, what was erased since could be brought back from old backups; without it a restored Daybook keeps its log ' +
  'and every proof, but no payload and no name in it can be read.';

export type BackupHeader = z.output<typeof backupHeaderSchema>;
export type BackupTable = BackupHeader['tables'][number];
export type BackupFile = BackupHeader['files'][number];
export type LogHead = BackupHeader['logs'][number];

export const keysMeaning =
  'This backup holds no keys. Names, payloads, credentials of connections and the signing keys of the logs are sealed ' +
  'under the master key. Without it the log keeps its size and root and every proof holds, but no payload can be read, ' +
  'no connection can sign in, and no new checkpoint can be signed. Keep the master key apart from the backups.';
