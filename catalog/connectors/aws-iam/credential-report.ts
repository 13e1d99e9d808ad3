import { SourceError } from '@daybook/kit';
import { parse } from 'csv-parse/sync';

export const rootUser = '<root_account>';

/** One row of the report, https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html. */
export type ReportRow = {
  readonly arn: string;
  readonly hasPassword: boolean | 'unknown';
  readonly hasMfa: boolean | 'unknown';
  readonly keys: readonly ReportKey[];
  readonly lastUsedAt: string | null | 'unknown';
  readonly createdAt: string | 'unknown';
};
export type ReportKey = {
  readonly number: 1 | 2;
  readonly isActive: boolean | 'unknown';
  readonly rotatedAt: string | 'unknown';
  readonly lastUsedAt: string | null | 'unknown';
};

const columns = [
  'user',
  'arn',
  'user_creation_time',
  'password_enabled',
  'mfa_active',
  'access_key_1_active',
];

/** Rows by user name. Throws `SourceError` for what is no credential report. */
export function parseCredentialReport(text: string): ReadonlyMap<string, ReportRow> {
  const rows = parseRows(text);
  if (rows.length === 0 || !columns.every((column) => rows[0]?.[column] !== undefined)) throw notAReport();
  return new Map(rows.map((row) => [row.user ?? '', rowOf(row)]));
}

function parseRows(text: string): readonly Readonly<Record<string, string>>[] {
  try {
    // With `columns` the parser gives an object of texts for each row.
    return parse(text, { columns: true, skip_empty_lines: true }) as Record<string, string>[];
  } catch {
    throw notAReport();
  }
}

/** The root user always has a password: `not_supported` says that it cannot be switched off. */
function rowOf(row: Readonly<Record<string, string>>): ReportRow {
  const keys = ([1, 2] as const).map((number) => ({
    number,
    isActive: switchOf(row[`access_key_${number}_active`]),
    rotatedAt: instantOf(row[`access_key_${number}_last_rotated`]) ?? ('unknown' as const),
    lastUsedAt: instantOf(row[`access_key_${number}_last_used_date`]),
  }));
  const uses = [instantOf(row.password_last_used), ...keys.map(({ lastUsedAt }) => lastUsedAt)];
  const newest = uses
    .filter((use) => use !== null && use !== 'unknown')
    .toSorted()
    .at(-1);
  return {
    arn: row.arn ?? '',
    hasPassword: row.user === rootUser ? true : switchOf(row.password_enabled),
    hasMfa: switchOf(row.mfa_active),
    keys,
    lastUsedAt: newest ?? (uses.includes('unknown') ? 'unknown' : null),
    createdAt: instantOf(row.user_creation_time) ?? 'unknown',
  };
}

function switchOf(cell: string | undefined): boolean | 'unknown' {
  if (cell?.toLowerCase() === 'true') return true;
  return cell?.toLowerCase() === 'false' ? false : 'unknown';
}

/** `N/A` is never, `no_information` is not known. */
function instantOf(cell: string | undefined): string | null | 'unknown' {
  if (cell === 'N/A') return null;
  const at = Date.parse(cell ?? '');
  return Number.isNaN(at) ? 'unknown' : new Date(at).toISOString();
}

function notAReport(): SourceError {
  return new SourceError(
    'source-changed',
    'what AWS gave as its credential report is none, or lacks columns',
    'collect again; if it happens again, look for a newer Daybook',
  );
}
