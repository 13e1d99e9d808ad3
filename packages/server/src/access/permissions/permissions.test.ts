import { expect, test } from 'vitest';
import { z } from 'zod';
import { defineRoute, type Route } from '../../platform/index.ts';
import { createPermissions } from './permissions.ts';
import type { Role } from './role.ts';

const here = '00000000-0000-4000-8000-000000000001';
const elsewhere = '00000000-0000-4000-8000-000000000002';

function routeFor(action: string, method: Route['method'] = 'POST'): Route {
  return defineRoute({
    method,
    path: `/api/workspaces/:workspace/${action}`,
    summary: action,
    permission: { action, needs: 'workspace' },
    response: z.object({}),
    handler: async () => ({}),
  });
}

const routes = [
  routeFor('pull.read', 'GET'),
  routeFor('pull.list', 'GET'),
  routeFor('connection.create'),
  routeFor('policy.approve'),
];

test.each<[Role, string, boolean, readonly string[]]>([
  ['owner', 'pull.read', true, ['owner-may-everything']],
  ['owner', 'connection.create', true, ['owner-may-everything']],
  ['owner', 'policy.approve', true, ['owner-may-everything']],
  ['reader', 'pull.read', true, ['reader-may-read']],
  ['reader', 'pull.list', true, ['reader-may-read']],
  ['reader', 'connection.create', false, []],
  ['reader', 'policy.approve', false, []],
  ['service', 'pull.read', true, ['service-may-work']],
  ['service', 'connection.create', true, ['service-may-work']],
  ['service', 'policy.approve', false, ['services-never-approve']],
])('%s, %s: %s, and says by which policy', (role, action, allowed, reasons) => {
  const decision = createPermissions(routes).decide({
    actor: { id: 'sub_1' },
    role,
    action,
    workspace: here,
  });

  expect(decision).toEqual({ allowed, reasons });
});

test('rights of one workspace count in no other', () => {
  const input = { actor: { id: 'sub_1' }, role: 'owner', action: 'pull.read', workspace: here } as const;

  const decision = createPermissions(routes).decide({ ...input, memberOf: elsewhere });

  expect(decision).toEqual({ allowed: false, reasons: ['own-workspace-only'] });
});

test('screens hear exactly what each role may do', () => {
  const permissions = createPermissions(routes);

  expect(permissions.allowedActions('reader')).toEqual(['pull.list', 'pull.read']);
  expect(permissions.allowedActions('service')).toEqual(['connection.create', 'pull.list', 'pull.read']);
  expect(permissions.allowedActions('owner')).toEqual([
    'connection.create',
    'policy.approve',
    'pull.list',
    'pull.read',
  ]);
});

test('asking for an action no route has is an error, not a refusal', () => {
  const permissions = createPermissions(routes);

  expect(() =>
    permissions.decide({ actor: { id: 'sub_1' }, role: 'owner', action: 'pull.raed', workspace: here }),
  ).toThrow(/pull\.raed/);
});

test.each([
  ['a reading route with a misspelt verb', [routeFor('pull.raed', 'GET')], /GET routes read or list/],
  ['a changing route that claims to read', [routeFor('pull.read')], /GET routes read or list/],
  ['an action without a verb', [routeFor('pull')], /not `<noun>.<verb>`/],
  // As a route file without types would be.
  [
    'no permission at all',
    [{ ...routeFor('pull.run'), permission: undefined } as unknown as Route],
    /has no permission/,
  ],
])('does not start with %s', (_kind, wrong, message) => {
  expect(() => createPermissions(wrong)).toThrow(message);
});

test.each([
  ['an unknown action', 'permit (principal, action == Action::"pull.raed", resource);', /raed/],
  ['an unknown group', 'permit (principal, action in Action::"raed", resource);', /raed/],
  ['an unknown role', 'permit (principal in Role::"ownr", action, resource);', /unknown role `ownr`/],
  [
    'an unknown attribute',
    'permit (principal, action, resource) when { principal.workspce == resource };',
    /workspce/,
  ],
])('does not start with a policy that names %s', (_kind, policy, message) => {
  expect(() => createPermissions(routes, { wrong: `@description("x")\n${policy}` })).toThrow(message);
});
