import type { SchemaJson } from '@cedar-policy/cedar-wasm/nodejs';
import type { Route } from '../../platform/index.ts';
import { disclosingAction } from '../disclosure/disclose.ts';
import { actionKinds, areas, areasOf, decidingKinds, kindOf } from './action-groups.ts';

/** The actions of all workspace routes and of what they disclose, sorted. Throws on a route whose permission is missing or contradicts its method. */
export function actionsOf(routes: readonly Route[]): readonly string[] {
  const actions = new Set<string>();
  for (const route of routes) {
    refuseUnclear(route);
    if (route.permission.needs !== 'workspace') continue;
    actions.add(route.permission.action);
    for (const personal of route.permission.discloses ?? []) actions.add(disclosingAction(personal));
  }
  return [...actions].sort();
}

/** The Cedar schema of exactly these actions; a policy that names another one does not validate. */
export function permissionSchema(actions: readonly string[]): SchemaJson<string> {
  const appliesTo = {
    principalTypes: ['Member'],
    resourceTypes: ['Resource'],
    context: record({ mfa: boolean, mfaRequired: boolean, ownerCanSignIn: boolean, now: long }),
  };
  const own = actions.map((action) => {
    const groups = [kindOf(action), ...areasOf(action)];
    return [action, { memberOf: groups.map((id) => ({ id })), appliesTo }];
  });
  return {
    '': {
      entityTypes: { Role: {}, Workspace: {}, Member: memberType, Resource: resourceType },
      actions: { ...groupActions(), ...Object.fromEntries(own) },
    },
  };
}

/** `deciding` holds every kind that asks for a second factor. */
function groupActions(): Record<string, { memberOf?: { id: string }[] }> {
  const kinds = actionKinds.map((kind) => [
    kind,
    decidingKinds.includes(kind) ? { memberOf: [{ id: 'deciding' }] } : {},
  ]);
  return { deciding: {}, ...Object.fromEntries([...kinds, ...Object.keys(areas).map((area) => [area, {}])]) };
}

type Attribute = { readonly type: string; readonly name?: string; readonly required?: boolean };

const boolean: Attribute = { type: 'Boolean' };
const long: Attribute = { type: 'Long' };
const maybeText: Attribute = { type: 'String', required: false };
const maybeMember: Attribute = { type: 'Entity', name: 'Member', required: false };
const workspace: Attribute = { type: 'Entity', name: 'Workspace' };

function record(attributes: Readonly<Record<string, object>>) {
  return { type: 'Record' as const, attributes: { ...attributes } as Record<string, never> }; // the library's own types of attributes are not exported
}

const memberType = {
  memberOfTypes: ['Role'],
  shape: record({
    workspace,
    kind: { type: 'String' },
    clearances: { type: 'Set', element: { type: 'String' } },
  }),
};

/** What is acted on. Who made it, who asked for it and whom it is about are members; what does not apply is absent. */
const resourceType = {
  shape: record({
    workspace,
    author: maybeMember,
    requester: maybeMember,
    subject: maybeMember,
    system: maybeText,
    channel: maybeText,
    queue: maybeText,
    team: maybeText,
    sensitivity: maybeText,
    kind: maybeText,
  }),
};

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
  if (permission.needs === 'workspace' && (method === 'GET') !== (kindOf(permission.action) === 'read')) {
    throw new Error(
      `${place} has the action \`${permission.action}\`: GET routes read or list, others do not`,
    );
  }
}
