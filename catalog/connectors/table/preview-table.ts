import type { FilePreview } from '@daybook/kit';
import { isCredentialReport } from './aws-credential-report.ts';
import type { TableSettings } from './connector.ts';
import { guessMapping } from './guess-mapping.ts';
import { headersOf, lookAhead, openRows, sampleOf } from './open-rows.ts';

const rowsLookedAt = 50;
const rowsShown = 5;

/** What a file looks like and what its columns seem to be. Throws `SourceError` like an import of it would. */
export async function previewTable(
  settings: Pick<TableSettings, 'path' | 'format' | 'delimiter' | 'encoding'>,
): Promise<FilePreview> {
  const { format, rows } = await openRows(settings);
  const { first } = await lookAhead(rows, rowsLookedAt);
  await rows.return(undefined);
  const headers = headersOf(first);
  const sample = sampleOf(first, headers);
  const isReport = isCredentialReport(headers);
  return {
    format: isReport ? 'aws-credential-report' : format,
    headers,
    rows: sample.slice(0, rowsShown),
    guess: isReport ? { kind: 'account', mapping: {} } : guessMapping(headers, sample),
  };
}
