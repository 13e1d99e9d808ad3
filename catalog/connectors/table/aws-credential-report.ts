import { identity, type RecordOf } from '@daybook/kit';
import { CellError, parseInstant, parseSwitch } from './parse-cell.ts';

const telling = [
  'user',
  'arn',
  'user_creation_time',
  'password_enabled',
  'mfa_active',
  'access_key_1_active',
];
const root = '<root_account>';

/** The credential report of AWS IAM, known by its headers. */
export function isCredentialReport(headers: readonly string[]): boolean {
  return telling.every((header) => headers.includes(header));
}

/**
 * One user of the report as an account of `aws:<account id>`. `not_supported` is what AWS says of the root user's password,
 * which always exists; `N/A` is "never", `no_information` is "not known" (AWS IAM user guide, credential report).
 */
export function accountOfCredentialRow(cell: (header: string) => string): RecordOf<'account'> {
  const accountId = /^arn:aws[\w-]*:iam::(\d{12}):/.exec(cell('arn'))?.[1];
  const user = cell('user');
  if (accountId === undefined || user === '') throw new CellError('`user` or `arn` cannot be read');
  const isRoot = user === root;
  const hasPassword = isRoot ? true : parseSwitch(cell('password_enabled'));
  const system = `aws:${accountId}`;
  return {
    system,
    holder: identity({ login: user, system }),
    owner: null,
    accountKind: hasPassword === true ? 'human' : 'unknown',
    roles: isRoot ? ['root'] : [],
    isEnabled: hasPassword === true ? true : hasAnyKey(cell),
    hasMfa: parseSwitch(cell('mfa_active')),
    canSignIn: hasPassword,
    lastSeenAt: lastUse(cell),
    createdAt: parseInstant(cell('user_creation_time'), undefined, 'user_creation_time') ?? 'unknown',
  };
}

/** Without a password, an account can still act with a key or a certificate. */
function hasAnyKey(cell: (header: string) => string): boolean | 'unknown' {
  const headers = ['access_key_1_active', 'access_key_2_active', 'cert_1_active', 'cert_2_active'];
  const states = headers.map((header) => parseSwitch(cell(header)));
  if (states.includes(true)) return true;
  return states.includes('unknown') ? 'unknown' : false;
}

function lastUse(cell: (header: string) => string): string | 'unknown' | null {
  const values = ['password_last_used', 'access_key_1_last_used_date', 'access_key_2_last_used_date'].map(
    cell,
  );
  const times = values.map((value) => parseInstant(value, undefined, 'last use'));
  const newest = times
    .filter((time) => time !== null && time !== 'unknown')
    .toSorted()
    .at(-1);
  if (newest !== undefined) return newest;
  return values.every((value) => value === 'N/A') ? null : 'unknown';
}
