import { defineConnector } from '@daybook/kit';
import { z } from 'zod';
import { collectTable } from './collect-table.ts';
import { previewTable, recognisedSystem, type Said } from './preview-table.ts';
import { roleAnswers } from './role-rights.ts';
import { systemOfFile } from './system-of-file.ts';
import { fieldNames, tableKinds } from './table-fields.ts';

const settings = z.strictObject({
  path: z.string().min(1).max(4_096),
  format: z.enum(['csv', 'json', 'json-lines', 'xlsx']).optional(),
  /** The sheet of a workbook; needed where several hold rows. */
  sheet: z.string().min(1).max(200).optional(),
  /** What one row is; absent: as the headers suggest. */
  kind: z.enum(tableKinds).optional(),
  /** Field → header of the file; absent: as the headers suggest. */
  mapping: z.partialRecord(z.enum(fieldNames), z.string().min(1).max(500)).optional(),
  /** What each role of the file may do, as somebody said it; it overrules what is known of a recognised export. */
  roles: z.record(z.string().min(1).max(200), roleAnswers).optional(),
  /** Of the headers, as `previewFile` tells it: which later file has the same columns. */
  fingerprint: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  /** The system all accounts of the file are on, where no column says so. */
  system: z.string().min(1).max(200).optional(),
  delimiter: z.string().length(1).optional(),
  encoding: z.enum(['utf-8', 'windows-1252']).optional(),
  /** What `03/04/2025` means. Absent: such days are refused, for they could be either. */
  dateOrder: z.enum(['day-first', 'month-first']).optional(),
});

export type TableSettings = z.infer<typeof settings>;

export const connector = defineConnector<TableSettings>({
  id: 'table',
  name: 'People and accounts from a file',
  summary:
    'Lets Daybook see who works for you, which accounts exist and what they may do, from a CSV, JSON or XLSX file such as an export of your personnel system or your help desk.',
  history: 'none',
  isUnproven: false,
  emits: ['person', 'account', 'grant', 'device'],
  fields: [
    {
      name: 'path',
      label: 'File',
      help: 'CSV, JSON, JSON lines or XLSX. Known exports are recognised; column names are recognised in English and German and can be set by hand.',
      input: 'file',
      isRequired: true,
    },
    {
      name: 'system',
      label: 'System',
      help: 'For accounts, where no column names the system they are on, for example `crm`.',
      input: 'text',
      isRequired: false,
    },
    {
      name: 'encoding',
      label: 'Encoding',
      help: '`windows-1252` for a CSV saved by Excel as plain CSV; empty means UTF-8.',
      input: 'text',
      isRequired: false,
    },
    {
      name: 'dateOrder',
      label: 'Order of dates with slashes',
      help: '`day-first` or `month-first`; needed only where days are written like 03/04/2025.',
      input: 'text',
      isRequired: false,
    },
  ],
  settings,
  settingsFromPath: async (path) => ({ path, system: await recognisedSystem(path) }),
  previewFile: (path, settings) => previewTable({ ...readSettings(settings), path }),
  describe: ({ path, system }) =>
    system === undefined || system === systemOfFile(path) ? path : `${path} (${system})`,
  collect: (given, { signal }) => collectTable(given, signal),
});

/** What was said of a file so far; what is not understood is left out, for it is only looked at. */
function readSettings(given: Readonly<Record<string, unknown>> | undefined): Said {
  return settings.partial().safeParse(given ?? {}).data ?? {};
}
