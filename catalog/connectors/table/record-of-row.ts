import { type IdentityField, identity, type RecordOf } from '@daybook/kit';
import type { TableSettings } from './connector.ts';
import { CellError, parseDay, parseInstant, parseSwitch } from './parse-cell.ts';
import { foldRole } from './role-rights.ts';
import { signInsOfCell } from './sign-ins-of-cell.ts';
import type { TableField, TableMapping } from './table-fields.ts';

/** The system in which logins and names of a list of people are unique. */
export const peopleScope = 'people';
const termLengthMax = 200;
const identityLengthMax = 320;

export type RowReading = {
  readonly mapping: TableMapping;
  readonly settings: Pick<TableSettings, 'dateOrder' | 'system'>;
  /** What separates several roles in one cell. */
  readonly separator?: string | undefined;
  /** Words in the role column that give no right, folded. */
  readonly noRoles?: ReadonlySet<string>;
};

export type CellOf = (field: TableField) => string;

/** Throws `CellError` for a cell that cannot be read and for a row that names nobody. */
export function personOfRow(cell: CellOf, { settings }: RowReading): RecordOf<'person'> {
  const { dateOrder } = settings;
  const startsOn = parseDay(cell('startsOn'), dateOrder, 'startsOn');
  const endsOn = parseDay(cell('endsOn'), dateOrder, 'endsOn');
  if (startsOn !== null && endsOn !== null && endsOn < startsOn)
    throw new CellError('the end lies before the start');
  return {
    person: holderOf(cell, peopleScope),
    employer: termOrNull(cell('employer')),
    manager: otherPerson(cell('manager')),
    role: termOrNull(cell('role')),
    startsOn,
    endsOn,
    isActive: parseSwitch(cell('isActive')),
  };
}

export function accountOfRow(cell: CellOf, reading: RowReading): RecordOf<'account'> {
  const { dateOrder } = reading.settings;
  const system = systemOfRow(cell, reading);
  const mfa = cell('hasMfa');
  return {
    system,
    holder: holderOf(cell, system),
    owner: otherPerson(cell('owner')),
    accountKind: accountKindOf(cell('accountKind')),
    roles: rolesOfRow(cell, reading),
    isEnabled: enabledOf(parseSwitch(cell('isEnabled')), parseSwitch(cell('isSuspended'))),
    hasMfa: isFactor(mfa) ? true : parseSwitch(mfa),
    canSignIn: parseSwitch(cell('canSignIn')),
    lastSeenAt: parseInstant(cell('lastSeenAt'), dateOrder, 'lastSeenAt'),
    createdAt: parseInstant(cell('createdAt'), dateOrder, 'createdAt'),
    ...signInsOfCell(cell('signIns')),
    ...outsideOf(cell, reading.mapping),
    ...externalIdOf(cell),
  };
}

/** A number of the system's own for an account: digits, a GUID, or one like Slack's. */
const ownNumber = /^(?:\d+|(?:\d+:)?[0-9a-f]{8}[0-9a-f-]{12,28}|U[0-9A-Z]{8,})$/i;
const oneWord = /^[^\s@]{1,200}$/;

/** The system's own id of an account. A column that holds mail addresses, names or logins tells none. */
export function externalIdOf(cell: CellOf): Pick<RecordOf<'account'>, 'externalId'> {
  const id = cell('externalId').toWellFormed();
  const names = ['email', 'login', 'name', 'givenName', 'familyName'] as const;
  const isName = names.some((field) => cell(field).toLowerCase() === id.toLowerCase());
  return oneWord.test(id) && (!isName || ownNumber.test(id)) ? { externalId: id } : {};
}

/** What a file says about guests and other organisations, where it says anything of the kind. */
export function outsideOf(
  cell: CellOf,
  mapping: TableMapping,
): Pick<RecordOf<'account'>, 'isGuest' | 'organisation'> {
  const organisation = termOrNull(cell('organisation'));
  const isGuest = parseSwitch(cell('isGuest'));
  return {
    ...((mapping.isGuest !== undefined || isGuest !== 'unknown') && { isGuest }),
    ...((mapping.organisation !== undefined || organisation !== null) && { organisation }),
  };
}

export function systemOfRow(cell: CellOf, { settings }: RowReading): string {
  const system = termOrNull(cell('system')) ?? settings.system ?? null;
  if (system === null) throw new CellError('`system` is empty');
  return system;
}

/** Systems say it either way round; where both columns answer and disagree, nobody knows. */
function enabledOf(enabled: boolean | 'unknown', suspended: boolean | 'unknown'): boolean | 'unknown' {
  if (suspended === 'unknown') return enabled;
  return enabled === 'unknown' || enabled !== suspended ? !suspended : 'unknown';
}

export function holderOf(cell: CellOf, system: string): IdentityField {
  const full =
    cell('name') || [cell('givenName'), cell('familyName')].filter((part) => part !== '').join(' ');
  const mail = cell('email');
  const login = cell('login');
  if (mail !== '' && !isMail(mail)) throw new CellError('`email` is not a mail address');
  const email = mail === '' && isMail(login) ? login : mail;
  const bareLogin = login === email ? '' : login;
  if (email === '' && bareLogin === '' && full === '') throw new CellError('the row names nobody');
  if ([email, bareLogin, full].some((part) => part.length > identityLengthMax))
    throw new CellError('a name is too long');
  const isBare = email === '' || bareLogin !== '';
  return identity({
    ...(email === '' ? {} : { email }),
    ...(bareLogin === '' ? {} : { login: bareLogin }),
    ...(full === '' ? {} : { name: full }),
    ...(isBare ? { system } : {}),
  });
}

/** A manager or owner as a cell names one: by mail address, by name (it has a space), or by login. */
function otherPerson(text: string): IdentityField | null {
  if (text === '' || text === '-' || text.length > identityLengthMax) return null;
  if (isMail(text)) return identity({ email: text });
  return identity(
    /\s/.test(text) ? { name: text, system: peopleScope } : { login: text, system: peopleScope },
  );
}

function isMail(text: string): boolean {
  return /^[^\s@,;]+@[^\s@,;]+$/.test(text);
}

export function termOrNull(text: string): string | null {
  const term = text.replace(/\p{Cc}/gu, ' ').trim();
  return term === '' ? null : term.slice(0, termLengthMax).toWellFormed();
}

export function rolesOfRow(cell: CellOf, { separator, noRoles }: RowReading): string[] {
  const roles = cell('roles')
    .split(separator ?? /[;|,\n]/)
    .flatMap((role) => termOrNull(role) ?? []);
  return [...new Set(roles)].filter((role) => noRoles?.has(foldRole(role)) !== true);
}

const humanWords = 'human person user employee member personal mitarbeiter mensch benutzer';
const serviceWords =
  'service bot machine system technical application app robot dienst technisch funktionskonto integration';

export function accountKindOf(text: string): RecordOf<'account'>['accountKind'] {
  const word =
    text
      .toLowerCase()
      .replace(/[ _-]{0,9}(account|konto|user)$/, '')
      .trim() || text.toLowerCase();
  if (serviceWords.split(' ').includes(word)) return 'service';
  if (word === 'partner' || word === 'agency' || word === 'agentur') return 'partner';
  if (word === 'shared' || word === 'geteilt') return 'shared';
  return humanWords.split(' ').includes(word) ? 'human' : 'unknown';
}

const factors = 'totp app authenticator sms push webauthn fido fido2 passkey yubikey u2f hardware token duo';

function isFactor(text: string): boolean {
  return factors.split(' ').includes(text.toLowerCase());
}
