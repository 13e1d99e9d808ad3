import type { SchemaJson } from '@cedar-policy/cedar-wasm/nodejs';
import type { Route } from '../../platform/index.ts';

/** What the policies speak of: reading, approving, and everything else. */
export type ActionGroup = 'read' | 'write' | 'approve';

/** The actions of all workspace routes, sorted. Throws on a route whose permission is missing or contradicts its method. */
export function actionsOf(routes: readonly Route[]): readonly string[] {
  const actions = new Set<string>();
  for (const route of routes) {
    refuseUnclear(route);
    if (route.permission.needs === 'workspace') actions.add(route.permission.action);
  }
  return [...actions].sort();
}

/** The group follows from the verb alone, so a new route needs no new policy. */
export function groupOf(action: string): ActionGroup {
  const verb = action.slice(action.lastIndexOf('.') + 1);
  if (verb === 'read' || verb === 'list') return 'read';
  return verb === 'approve' || verb === 'lift' ? 'approve' : 'write';
}

/** The Cedar schema of exactly these actions; a policy that names another one does not validate. */
export function permissionSchema(actions: readonly string[]): SchemaJson<string> {
  const appliesTo = { principalTypes: ['Member'], resourceTypes: ['Workspace'] };
  const groups = Object.fromEntries(['read', 'write', 'approve'].map((group) => [group, {}]));
  const own = Object.fromEntries(
    actions.map((action) => [action, { memberOf: [{ id: groupOf(action) }], appliesTo }]),
  );
  return {
    '': {
      entityTypes: {
        Role: {},
        Workspace: {},
        Member: {
          memberOfTypes: ['Role'],
          shape: {
            type: 'Record',
            attributes: { workspace: { type: 'Entity', name: 'Workspace', required: true } },
          },
        },
      },
      actions: { ...groups, ...own },
    },
  };
}

const needs: readonly unknown[] = ['public', 'signed-in', 'workspace'];

function refuseUnclear({ method, path, permission }: Route): void {
  const place = `route ${method} ${path}`;
  // Routes are read from files at start: one written without types may lack what its type demands.
  if (permission === undefined || !needs.includes(permission.needs))
    throw new Error(`${place} has no permission`);
  if (!/^[a-z][a-z-]*\.[a-z][a-z-]*$/.test(permission.action)) {
    throw new Error(`${place} has the action \`${permission.action}\`, which is not \`<noun>.<verb>\``);
  }
  const isWorkspacePath = path.startsWith('/api/workspaces/:workspace');
  if (isWorkspacePath !== (permission.needs === 'workspace')) {
    throw new Error(`${place} and its permission disagree about whether it belongs to a workspace`);
  }
  if (permission.needs === 'workspace' && (method === 'GET') !== (groupOf(permission.action) === 'read')) {
    throw new Error(
      `${place} has the action \`${permission.action}\`: GET routes read or list, others do not`,
    );
  }
}
