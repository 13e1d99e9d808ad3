import { createHash } from 'node:crypto';
import { grantOfHolder, type RecordOf } from '@daybook/kit';
import type { CellOf } from './record-of-row.ts';
import type { RoleRights } from './role-rights.ts';

type Grant = RecordOf<'grant'>;
type Path = NonNullable<Grant['path']>;

export type GrantRow = {
  readonly system: string;
  readonly holder: Grant['holder'];
  readonly roles: readonly string[];
  readonly from: Grant['from'];
  readonly until: Grant['until'];
  /** Whether the account can be used at all, as far as the file says so. */
  readonly isInForce: Grant['isInForce'];
};

const idLengthMax = 140;
const pathWords: Readonly<Record<string, Path>> = {
  direct: 'direct',
  individual: 'direct',
  people: 'direct',
  user: 'direct',
  group: 'group',
  team: 'group',
  inherited: 'group',
  partner: 'partner',
  agency: 'partner',
  token: 'token',
  'system user': 'token',
  app: 'token',
  owner: 'owner',
};

/** One grant for each role of a row. Its id is the role and what it is limited to; intake adds whose it is. */
export function grantsOfRow(cell: CellOf, row: GrantRow, rightsOf: (role: string) => RoleRights): Grant[] {
  const { system, holder, from, until, isInForce } = row;
  const scope = termsOf(cell('limitedTo'));
  const path = pathWords[cell('path').toLowerCase()] ?? 'unknown';
  const via = termsOf(cell('via'))[0] ?? null;
  return row.roles.map((role) => ({
    system,
    grant: grantOfHolder(idOf([role, ...scope, via ?? ''])),
    holder,
    role,
    ...rightsOf(role),
    path,
    via,
    scope,
    origin: 'unknown',
    from,
    until,
    requestedBy: 'unknown',
    approvedBy: 'unknown',
    needsApproval: 'unknown',
    isInForce,
  }));
}

function termsOf(text: string): string[] {
  const parts = text.split(/[;|\n]/).map((part) =>
    part
      .replace(/\p{Cc}/gu, ' ')
      .trim()
      .slice(0, 200)
      .toWellFormed(),
  );
  return [...new Set(parts.filter((part) => part !== ''))];
}

function idOf(parts: readonly string[]): string {
  const id = parts.filter((part) => part !== '').join('@');
  if (id.length <= idLengthMax) return id;
  return `${id.slice(0, idLengthMax - 24).toWellFormed()}#${createHash('sha256').update(id).digest('hex').slice(0, 16)}`;
}
