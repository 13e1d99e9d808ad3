import { expect, test } from 'vitest';
import { z } from 'zod';
import { defineRoute, type Route } from '../../platform/index.ts';
import { createPermissions } from './permissions.ts';
import type { Role } from './role.ts';

const here = '00000000-0000-4000-8000-000000000001';
const elsewhere = '00000000-0000-4000-8000-000000000002';
const now = '2026-03-01T12:00:00.000Z';
const context = { mfa: true, mfaRequired: true, now };

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
  routeFor('case.read', 'GET'),
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
  ['agent', 'case.read', true, ['agent-may-read']],
  ['agent', 'pull.read', false, []],
  ['auditor', 'connection.create', false, ['auditors-edit-nothing']],
])('%s, %s: %s, and says by which policy', (role, action, allowed, reasons) => {
  const actor = { id: 'sub_1' };
  const decision = createPermissions(routes).decide({
    actor,
    role,
    action,
    resource: { workspace: here },
    context,
  });

  expect(decision).toEqual({ allowed, reasons });
});

test('rights of one workspace count in no other', () => {
  const decision = createPermissions(routes).decide({
    actor: { id: 'sub_1' },
    role: 'owner',
    action: 'pull.read',
    resource: { workspace: here },
    memberOf: elsewhere,
    context,
  });

  expect(decision).toEqual({ allowed: false, reasons: ['own-workspace-only'] });
});

test('a decision waits for the second factor where one is demanded, and reading does not', () => {
  const permissions = createPermissions(routes);
  const asked = { actor: { id: 'sub_1' }, role: 'owner', resource: { workspace: here } } as const;
  const without = { ...context, mfa: false };

  expect(permissions.decide({ ...asked, action: 'policy.approve', context: without })).toEqual({
    allowed: false,
    reasons: ['deciding-needs-a-second-factor'],
  });
  expect(permissions.decide({ ...asked, action: 'pull.read', context: without }).allowed).toBe(true);
});

test('a grant counts in its time and in its scope alone', () => {
  const permissions = createPermissions(routes);
  const grant = { id: 'gra_1', role: 'agent', scope: { queue: 'billing' } } as const;
  const grants = [{ ...grant, from: '2026-03-01T00:00:00.000Z', until: '2026-03-02T00:00:00.000Z' }];
  const may = (queue: string | null, at: string) =>
    permissions.decide({
      actor: { id: 'sub_1' },
      role: 'employee',
      grants,
      action: 'case.read',
      resource: { workspace: here, ...(queue !== null && { scope: { queue } }) },
      context: { ...context, now: at },
    }).allowed;

  expect(may('billing', now)).toBe(true);
  expect(may('sales', now)).toBe(false);
  expect(may(null, now)).toBe(false);
  expect(may('billing', '2026-02-28T23:59:59.999Z')).toBe(false);
  expect(may('billing', '2026-03-01T23:59:59.999Z')).toBe(true);
  expect(may('billing', '2026-03-02T00:00:00.000Z')).toBe(false);
});

test('screens hear exactly what each role may do', () => {
  const permissions = createPermissions(routes);
  const actions = (role: Role) => permissions.allowedActions({ role }, context);

  expect(actions('reader')).toEqual(['case.read', 'pull.list', 'pull.read']);
  expect(actions('service')).toEqual(['case.read', 'connection.create', 'pull.list', 'pull.read']);
  expect(actions('buyer')).toEqual([]);
  expect(actions('owner')).toEqual([
    'case.read',
    'connection.create',
    'policy.approve',
    'pull.list',
    'pull.read',
  ]);
});

test('the version names the model: it follows a policy and no route', () => {
  const version = createPermissions(routes).version;

  expect(version).toMatch(/^[0-9a-f]{64}$/);
  expect(createPermissions(routes.slice(1)).version).toBe(version);
  const changed = '@description("x")\npermit (principal, action, resource);';
  expect(createPermissions(routes, { changed }).version).not.toBe(version);
});

test('asking for an action no route has is an error, not a refusal', () => {
  const permissions = createPermissions(routes);

  expect(() =>
    permissions.decide({
      actor: { id: 'sub_1' },
      role: 'owner',
      action: 'pull.raed',
      resource: { workspace: here },
      context,
    }),
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
  ['a person', 'permit (principal == Member::"self", action, resource);', /names a person/],
  [
    'an unknown attribute',
    'permit (principal, action, resource) when { principal.workspce == resource.workspace };',
    /workspce/,
  ],
])('does not start with a policy that names %s', (_kind, policy, message) => {
  expect(() => createPermissions(routes, { wrong: `@description("x")\n${policy}` })).toThrow(message);
});
