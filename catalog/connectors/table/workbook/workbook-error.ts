import { SourceError } from '@daybook/kit';

export type WorkbookTrouble =
  | 'truncated'
  | 'not-a-workbook'
  | 'locked'
  | 'old-format'
  | 'binary-format'
  | 'macros'
  | 'too-large'
  | 'broken'
  | 'no-sheet';

const words: Readonly<Record<WorkbookTrouble, readonly [message: string, hint: string]>> = {
  truncated: [
    'the workbook ends in the middle, so it was not copied or downloaded whole',
    'export or copy the file again',
  ],
  'not-a-workbook': [
    'the file is an archive, not a workbook',
    'give the workbook itself, or a CSV or JSON file from inside the archive',
  ],
  locked: [
    'the workbook is protected by a password, so nothing in it can be read',
    'save a copy without a password, or save the sheet as "CSV UTF-8"',
  ],
  'old-format': [
    'the file is a workbook of the old kind (.xls)',
    'open it and save it as .xlsx, or the sheet as "CSV UTF-8"',
  ],
  'binary-format': [
    'the file is a binary workbook (.xlsb)',
    'open it and save it as .xlsx, or the sheet as "CSV UTF-8"',
  ],
  macros: [
    'the workbook holds macros (.xlsm), which no export of a list needs',
    'save it as .xlsx without macros, or save the sheet as "CSV UTF-8"',
  ],
  'too-large': [
    'the workbook unpacks to far more than a list can hold',
    'save the sheet as "CSV UTF-8", or split the list',
  ],
  broken: [
    'the workbook is damaged and cannot be read to its end',
    'open it and save it again, or export it again',
  ],
  'no-sheet': ['the workbook has no sheet with rows', 'check that the list is on a visible sheet'],
};

export function workbookError(trouble: WorkbookTrouble): SourceError {
  const [message, hint] = words[trouble];
  return new SourceError(trouble === 'truncated' ? 'source-truncated' : 'source-unreadable', message, hint);
}
