import type { Filter } from 'scim2-parse-filter';
import { type Operation, readOperations } from './patch-operations.ts';
import { fieldsOf, textOf } from './scim-person.ts';
import { scimRefuse } from './scim-problem.ts';

export type GroupBody = {
  readonly displayName: string;
  readonly externalId: string | null;
  /** Null where nothing was said of them. */
  readonly members: readonly string[] | null;
};

/** Null takes everybody out. */
export type MemberStep =
  | { readonly kind: 'add'; readonly users: readonly string[] }
  | { readonly kind: 'remove'; readonly users: readonly string[] | null }
  | { readonly kind: 'exactly'; readonly users: readonly string[] };

export type GroupChange = {
  readonly displayName?: string;
  readonly externalId?: string | null;
  /** In their order. Members are never read whole: a group may hold many. */
  readonly steps: readonly MemberStep[];
};

/** A whole Group, as POST and PUT send it. */
export function readGroupBody(body: unknown): GroupBody {
  const fields = fieldsOf(body, 'Group');
  const members = fields.get('members');
  return {
    displayName: neededName(textOf(fields.get('displayname'), 'displayName')),
    externalId: textOf(fields.get('externalid'), 'externalId'),
    members: members === undefined ? null : readMembers(members),
  };
}

export function patchGroup(body: unknown): GroupChange {
  let change: GroupChange = { steps: [] };
  for (const operation of readOperations(body)) change = withOperation(change, operation);
  return change;
}

function withOperation(change: GroupChange, operation: Operation): GroupChange {
  const { op, path, value } = operation;
  if (path.name === 'displayname') {
    if (op === 'remove') scimRefuse(400, 'mutability', '`displayName` is needed');
    return { ...change, displayName: neededName(textOf(value, 'displayName')) };
  }
  if (path.name === 'externalid')
    return { ...change, externalId: op === 'remove' ? null : textOf(value, 'externalId') };
  if (path.name === 'members') return { ...change, steps: [...change.steps, stepOf(operation)] };
  return change;
}

function stepOf({ op, chosen, value }: Operation): MemberStep {
  if (chosen !== null) {
    if (op !== 'remove') scimRefuse(400, 'invalidPath', 'one member is added or removed, not changed');
    return { kind: 'remove', users: idsNamed(chosen) };
  }
  if (op === 'replace') return { kind: 'exactly', users: readMembers(value) };
  if (op === 'add') return { kind: 'add', users: readMembers(value) };
  return { kind: 'remove', users: value === undefined || value === null ? null : readMembers(value) };
}

/** `value eq "…"`, also several with `or`. */
function idsNamed(chosen: Filter): readonly string[] {
  if (chosen.op === 'or') return chosen.filters.flatMap(idsNamed);
  if (chosen.op === 'eq' && chosen.attrPath.toLowerCase() === 'value') return [String(chosen.compValue)];
  return scimRefuse(400, 'invalidFilter', 'a member is named by `value eq`');
}

const membersPerCallMax = 20_000;

function readMembers(value: unknown): readonly string[] {
  if (value === null || value === undefined) return [];
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (list.length > membersPerCallMax)
    scimRefuse(413, 'tooMany', `a call names at most ${membersPerCallMax} members`);
  const ids = list.map((one) => {
    const id = typeof one === 'string' ? one : textOf(fieldsOf(one, 'members').get('value'), 'members.value');
    return id ?? scimRefuse(400, 'invalidValue', '`members.value` is needed');
  });
  return [...new Set(ids)];
}

function neededName(name: string | null): string {
  return name ?? scimRefuse(400, 'invalidValue', '`displayName` is needed');
}
