import { scimRefuse } from './scim-problem.ts';

export type ScimEmail = {
  readonly value: string;
  readonly type: string | null;
  readonly isPrimary: boolean;
};

/** What Daybook keeps of a User (RFC 7643 section 4.1); everything else that is sent is forgotten. */
export type ScimPerson = {
  readonly userName: string;
  readonly externalId: string | null;
  readonly displayName: string | null;
  readonly formattedName: string | null;
  readonly givenName: string | null;
  readonly familyName: string | null;
  readonly emails: readonly ScimEmail[];
  /** Null where nothing was said: what it was stays. */
  readonly isActive: boolean | null;
};

export type Fields = ReadonlyMap<string, unknown>;

/** The members of an object by their names in small letters; of two that differ only in case the last one counts. */
export function fieldsOf(value: unknown, name: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    scimRefuse(400, 'invalidValue', `\`${name}\` is an object`);
  return new Map(Object.entries(value).map(([key, inner]) => [withoutUrn(key.toLowerCase()), inner]));
}

function withoutUrn(key: string): string {
  return key.replace(/^urn:ietf:params:scim:schemas:core:2\.0:(?:user|group):/, '');
}

/** A whole User, as POST and PUT send it. Throws `invalidValue`. */
export function readPerson(body: unknown): ScimPerson {
  const fields = fieldsOf(body, 'User');
  const name = fields.get('name');
  const parts: Fields = name === undefined || name === null ? new Map() : fieldsOf(name, 'name');
  return checkPerson({
    userName: textOf(fields.get('username'), 'userName') ?? '',
    externalId: textOf(fields.get('externalid'), 'externalId'),
    displayName: textOf(fields.get('displayname'), 'displayName'),
    formattedName: textOf(parts.get('formatted'), 'name.formatted'),
    givenName: textOf(parts.get('givenname'), 'name.givenName'),
    familyName: textOf(parts.get('familyname'), 'name.familyName'),
    emails: readEmails(fields.get('emails')),
    isActive: truthOf(fields.get('active'), 'active'),
  });
}

/** What must hold of a person before it is kept, however it came about. */
export function checkPerson(person: ScimPerson): ScimPerson {
  if (person.userName === '') scimRefuse(400, 'invalidValue', '`userName` is needed');
  if (person.userName.length > addressLengthMax) scimRefuse(400, 'invalidValue', '`userName` is too long');
  if (person.emails.length > emailsMax)
    scimRefuse(400, 'invalidValue', `there are more than ${emailsMax} e-mail addresses`);
  if (person.emails.filter(({ isPrimary }) => isPrimary).length > 1)
    scimRefuse(400, 'invalidValue', 'only one e-mail address is the primary one');
  if (!isAddress(addressOf(person)))
    scimRefuse(400, 'invalidValue', 'an e-mail address is needed, in `emails` or as `userName`');
  return person;
}

const addressLengthMax = 320;
const textLengthMax = 500;
const emailsMax = 20;

/** The address a person is known by: the primary one, else that of work, else the first, else the user name. */
export function addressOf({ emails, userName }: Pick<ScimPerson, 'emails' | 'userName'>): string {
  const best =
    emails.find(({ isPrimary }) => isPrimary) ??
    emails.find(({ type }) => type?.toLowerCase() === 'work') ??
    emails[0];
  return (best?.value ?? userName).toLowerCase();
}

export function nameOf(person: ScimPerson): string {
  const joined = [person.givenName, person.familyName].filter((part) => part !== null).join(' ');
  return person.displayName ?? person.formattedName ?? (joined === '' ? person.userName : joined);
}

/** One at sign with something on both sides and no space: whether it reaches anybody is not ours to say. */
function isAddress(text: string): boolean {
  const at = text.indexOf('@');
  return (
    at > 0 &&
    at === text.lastIndexOf('@') &&
    at < text.length - 1 &&
    !/\s/.test(text) &&
    text.length <= addressLengthMax
  );
}

export function readEmails(value: unknown): readonly ScimEmail[] {
  if (value === undefined || value === null) return [];
  return (Array.isArray(value) ? value : [value]).map(readEmail);
}

function readEmail(value: unknown): ScimEmail {
  if (typeof value === 'string') return { value: neededAddress(value), type: null, isPrimary: false };
  const fields = fieldsOf(value, 'emails');
  return {
    value: neededAddress(textOf(fields.get('value'), 'emails.value')),
    type: textOf(fields.get('type'), 'emails.type'),
    isPrimary: truthOf(fields.get('primary'), 'emails.primary') ?? false,
  };
}

function neededAddress(value: string | null): string {
  if (value === null || value.length > addressLengthMax)
    scimRefuse(400, 'invalidValue', '`emails.value` is missing or too long');
  return value;
}

/** Text; nothing and empty text are both nothing. A list of one, as some clients wrap it, is what it holds. */
export function textOf(value: unknown, name: string): string | null {
  const inner = unwrap(value);
  if (inner === undefined || inner === null || inner === '') return null;
  if (typeof inner === 'number') return String(inner);
  if (typeof inner !== 'string') scimRefuse(400, 'invalidValue', `\`${name}\` is text`);
  const trimmed = inner.trim();
  if (trimmed.length > textLengthMax) scimRefuse(400, 'invalidValue', `\`${name}\` is too long`);
  return trimmed === '' ? null : trimmed;
}

/** A truth value, also as the text Entra sends: `"False"`. */
export function truthOf(value: unknown, name: string): boolean | null {
  const inner = unwrap(value);
  if (inner === undefined || inner === null) return null;
  if (typeof inner === 'boolean') return inner;
  const word = typeof inner === 'string' ? inner.toLowerCase() : '';
  if (word !== 'true' && word !== 'false') scimRefuse(400, 'invalidValue', `\`${name}\` is true or false`);
  return word === 'true';
}

function unwrap(value: unknown): unknown {
  if (!Array.isArray(value) || value.length !== 1) return value;
  const [only]: readonly unknown[] = value;
  return typeof only === 'object' && only !== null && 'value' in only ? only.value : only;
}
