import { defineConnector } from '@daybook/kit';
import { z } from 'zod';
import { collectTable } from './collect-table.ts';
import { previewTable } from './preview-table.ts';
import { systemOfFile } from './system-of-file.ts';
import { fieldNames } from './table-fields.ts';

const settings = z.strictObject({
  path: z.string().min(1).max(4_096),
  format: z.enum(['csv', 'json', 'json-lines', 'xlsx']).optional(),
  /** The sheet of a workbook; needed where several hold rows. */
  sheet: z.string().min(1).max(200).optional(),
  /** What one row is; absent: as the headers suggest. */
  kind: z.enum(['person', 'account']).optional(),
  /** Field → header of the file; absent: as the headers suggest. */
  mapping: z.partialRecord(z.enum(fieldNames), z.string().min(1).max(500)).optional(),
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
    'Lets Daybook see who works for you and which accounts exist, from a CSV or JSON file such as an export of your personnel system or the AWS credential report.',
  history: 'none',
  isUnproven: false,
  emits: ['person', 'account'],
  fields: [
    {
      name: 'path',
      label: 'File',
      help: 'CSV or JSON in UTF-8. Column names are recognised in English and German and can be set by hand.',
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
  settingsFromPath: (path) => ({ path, system: systemOfFile(path) }),
  previewFile: (path) => previewTable({ path }),
  describe: ({ path, system }) =>
    system === undefined || system === systemOfFile(path) ? path : `${path} (${system})`,
  collect: (given, { signal }) => collectTable(given, signal),
});
