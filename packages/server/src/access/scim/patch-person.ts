import { type Filter, filter } from 'scim2-parse-filter';
import { foldCase } from './filter-sql.ts';
import { type Operation, readOperations } from './patch-operations.ts';
import {
  checkPerson,
  fieldsOf,
  readEmails,
  type ScimEmail,
  type ScimPerson,
  textOf,
  truthOf,
} from './scim-person.ts';
import { scimRefuse } from './scim-problem.ts';

/** A person after the operations of a PATCH, all of them or none. */
export function patchPerson(person: ScimPerson, body: unknown): ScimPerson {
  let patched = person;
  for (const operation of readOperations(body)) patched = applyOne(patched, operation);
  return checkPerson(patched);
}

function applyOne(person: ScimPerson, operation: Operation): ScimPerson {
  const { op, path, value } = operation;
  const isRemoval = op === 'remove';
  switch (path.name) {
    case 'username':
      if (isRemoval) scimRefuse(400, 'mutability', '`userName` is needed');
      return { ...person, userName: textOf(value, 'userName') ?? '' };
    case 'externalid':
      return { ...person, externalId: isRemoval ? null : textOf(value, 'externalId') };
    case 'displayname':
      return { ...person, displayName: isRemoval ? null : textOf(value, 'displayName') };
    case 'active':
      if (isRemoval) scimRefuse(400, 'mutability', '`active` is true or false');
      return { ...person, isActive: truthOf(value, 'active') };
    case 'name':
      return { ...person, ...patchName(operation) };
    case 'emails':
      return { ...person, emails: patchEmails(person.emails, operation) };
    case 'members':
      return scimRefuse(400, 'invalidPath', 'a person has no members');
    default:
      return person;
  }
}

const nameParts = { formatted: 'formattedName', givenname: 'givenName', familyname: 'familyName' } as const;
type NameKey = (typeof nameParts)[keyof typeof nameParts];

function patchName({ op, path, value }: Operation): Partial<Record<NameKey, string | null>> {
  const isRemoval = op === 'remove';
  if (path.part !== null) {
    const key = keyOfPart(path.part);
    return key === null ? {} : { [key]: isRemoval ? null : textOf(value, `name.${path.part}`) };
  }
  if (isRemoval) return { formattedName: null, givenName: null, familyName: null };
  const changed: Partial<Record<NameKey, string | null>> = {};
  for (const [part, inner] of fieldsOf(value, 'name')) {
    const key = keyOfPart(part);
    if (key !== null) changed[key] = textOf(inner, `name.${part}`);
  }
  return changed;
}

function keyOfPart(part: string): NameKey | null {
  if (part === 'formatted' || part === 'givenname' || part === 'familyname') return nameParts[part];
  return null;
}

function patchEmails(emails: readonly ScimEmail[], operation: Operation): readonly ScimEmail[] {
  const { op, chosen, path, value } = operation;
  if (chosen !== null || path.part !== null) return patchChosen(emails, operation);
  if (op === 'replace') return readEmails(value);
  if (op === 'add') return withOnePrimary(emails, readEmails(value));
  if (value === undefined || value === null) return [];
  const gone = new Set(readEmails(value).map((email) => foldCase(email.value)));
  return emails.filter((email) => !gone.has(foldCase(email.value)));
}

/** The addresses that are meant; where none is, the description of one is made into it, as Entra expects. */
function patchChosen(emails: readonly ScimEmail[], operation: Operation): readonly ScimEmail[] {
  const { op, chosen, path, value } = operation;
  const isMeant = (email: ScimEmail) => chosen === null || matches(email, chosen);
  const isValueGone = op === 'remove' && (path.part === null || path.part === 'value');
  if (isValueGone) return emails.filter((email) => !isMeant(email));
  const change = op === 'remove' ? { [path.part ?? '']: null } : changeOf(path.part, value);
  if (emails.some(isMeant))
    return keepOnePrimary(
      emails.map((email) => (isMeant(email) ? changed(email, change) : email)),
      isMeant,
    );
  if (op === 'remove') return emails;
  const described = chosen === null ? {} : descriptionOf(chosen);
  return withOnePrimary(emails, readEmails([{ ...described, ...change }]));
}

type EmailChange = Readonly<Record<string, unknown>>;

function changeOf(part: string | null, value: unknown): EmailChange {
  if (part !== null) return { [part]: value };
  if (typeof value === 'string') return { value };
  return Object.fromEntries(fieldsOf(value, 'emails'));
}

function changed(email: ScimEmail, change: EmailChange): ScimEmail {
  const { value, type, isPrimary } = email;
  const [next] = readEmails([{ value, type, primary: isPrimary, ...change }]);
  return next ?? email;
}

/** `type eq "work" and primary eq true` says what a new address is; anything else does not. */
function descriptionOf(chosen: Filter): EmailChange {
  if (chosen.op === 'eq') return { [chosen.attrPath.toLowerCase()]: chosen.compValue };
  if (chosen.op === 'and') return Object.assign({}, ...chosen.filters.map(descriptionOf));
  return scimRefuse(400, 'noTarget', 'no e-mail address is the one that is meant');
}

function matches(email: ScimEmail, chosen: Filter): boolean {
  const { value, type, isPrimary } = email;
  return filter(folded(chosen))({
    value: foldCase(value),
    ...(type !== null && { type: foldCase(type) }),
    primary: isPrimary,
  });
}

/** Values are compared in small letters, and truth values also where they came as text. */
function folded(tree: Filter): Filter {
  if ('filters' in tree) return { ...tree, filters: tree.filters.map(folded) };
  if (tree.op === 'not') return { ...tree, filter: folded(tree.filter) };
  if (!('compValue' in tree) || typeof tree.compValue !== 'string') return tree;
  const isTruth = tree.attrPath.toLowerCase() === 'primary';
  const compValue = isTruth ? tree.compValue.toLowerCase() === 'true' : foldCase(tree.compValue);
  return { ...tree, compValue };
}

/** A new primary address takes the place of the former one; the same address and kind is not kept twice. */
function withOnePrimary(emails: readonly ScimEmail[], added: readonly ScimEmail[]): readonly ScimEmail[] {
  const keyOf = ({ value, type }: ScimEmail) => `${foldCase(type ?? '')} ${foldCase(value)}`;
  const keys = new Set(added.map(keyOf));
  const kept = emails.filter((email) => !keys.has(keyOf(email)));
  return keepOnePrimary([...kept, ...added], (email) => added.includes(email));
}

function keepOnePrimary(
  emails: readonly ScimEmail[],
  isNew: (email: ScimEmail) => boolean,
): readonly ScimEmail[] {
  const primaries = emails.filter(({ isPrimary }) => isPrimary);
  if (primaries.length < 2) return emails;
  const stays = primaries.find(isNew) ?? primaries[0];
  return emails.map((email) => (email.isPrimary && email !== stays ? { ...email, isPrimary: false } : email));
}
