import { areasOf, kindOf } from './action-groups.ts';
import type { Permissions, Resource } from './permissions.ts';
import { type Role, roles } from './role.ts';

/**
 * `yes` · `others`: on what others made, asked for, or are the subject of, not on one's own · `own`: only on one's own · `no`.
 */
export type Cell = 'yes' | 'others' | 'own' | 'no';

export type MatrixRow = {
  readonly action: string;
  readonly kind: string;
  readonly area: string;
  readonly cells: Readonly<Record<Role, Cell>>;
};

const context = { mfa: true, mfaRequired: true, now: '2026-01-01T00:00:00.000Z' };
const workspace = 'any';

const computed = new WeakMap<Permissions, readonly MatrixRow[]>();

/** Role × action, on one's own and on others': computed from the policies, and nothing else. */
export function matrixOf(permissions: Permissions): readonly MatrixRow[] {
  const rows = computed.get(permissions) ?? computeMatrix(permissions);
  computed.set(permissions, rows);
  return rows;
}

function computeMatrix(permissions: Permissions): readonly MatrixRow[] {
  return permissions.actions.map((action) => ({
    action,
    kind: kindOf(action),
    area: areasOf(action)[0] ?? 'other',
    cells: cellsOf(permissions, action),
  }));
}

function cellsOf(permissions: Permissions, action: string): Readonly<Record<Role, Cell>> {
  const cells = roles.map((role) => [role, cellOf(permissions, role, action)] as const);
  // Built from the list of all roles.
  return Object.fromEntries(cells) as Record<Role, Cell>;
}

function cellOf(permissions: Permissions, role: Role, action: string): Cell {
  const may = (about: Omit<Resource, 'workspace'>) =>
    permissions.decide({
      actor: { id: 'self', kind: role === 'service' ? 'service' : 'user' },
      role,
      action,
      resource: { workspace, ...about },
      context,
    }).allowed;
  // What changes rights is about the member it names; everything else is made or asked for by somebody.
  const kind = areasOf(action).includes('administration') ? { kind: 'rights' } : {};
  const own = [{ author: 'self' }, { requester: 'self' }, { subject: 'self', ...kind }].map(may);
  const others = may({ author: 'other', requester: 'other', subject: 'other', ...kind });
  if (others) return own.every(Boolean) ? 'yes' : 'others';
  return own.some(Boolean) ? 'own' : 'no';
}

/** RFC 4180, with a first line that names the model. */
export function matrixCsv(rows: readonly MatrixRow[]): string {
  const head = ['action', 'kind', 'area', ...roles];
  const lines = rows.map(({ action, kind, area, cells }) => [
    action,
    kind,
    area,
    ...roles.map((role) => cells[role]),
  ]);
  return `${[head, ...lines].map((line) => line.join(',')).join('\r\n')}\r\n`;
}
