import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { discoverRoutes, type Route } from '../../platform/index.ts';
import { kindOf } from './action-groups.ts';
import type { HeldGrant, Scope } from './held-roles.ts';
import { createPermissions, type DecisionInput, type Permissions, type Resource } from './permissions.ts';
import { effectOf } from './policy-set.ts';
import { type Role, roles } from './role.ts';

// Whoever asks, whatever they hold, whatever it is about: the duties stay apart. The oracle below speaks of roles and people,
// never of policies.

let permissions: Permissions;
let actions: readonly string[];
let routes: readonly Route[];

// Work of auditors has no route yet; its actions are asked for all the same.
const planned = [
  'audit-draft.read',
  'audit-draft.change',
  'case.approve',
  'access-review.review',
  'reveal.create',
];

beforeAll(async () => {
  const found = await discoverRoutes();
  const known = new Set(found.map(({ permission }) => permission.action));
  const example = found.find(({ permission }) => permission.needs === 'workspace');
  if (example === undefined) throw new Error('there are no routes');
  const more = planned
    .filter((action) => !known.has(action))
    .map((action) => ({
      ...example,
      method: kindOf(action) === 'read' ? ('GET' as const) : ('POST' as const),
      permission: { action, needs: 'workspace' as const },
    }));
  routes = [...found, ...more];
  permissions = createPermissions(routes);
  actions = permissions.actions;
});

const now = '2026-03-01T12:00:00.000Z';
const people = ['sub_1', 'sub_2', 'sub_3'];
const instants = ['2026-01-01T00:00:00.000Z', '2026-03-01T11:59:59.999Z', now, '2026-06-01T00:00:00.000Z'];
// Half of the questions are about the few roles and actions that duties are kept apart for.
const aRole = fc.oneof(fc.constantFrom(...roles), fc.constantFrom<Role>('owner', 'auditor', 'administrator'));
const aPerson = fc.constantFrom(...people);
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined, freq: 2 });

const aScope: fc.Arbitrary<Scope> = fc
  .record({
    queue: maybe(fc.constantFrom('billing', 'sales')),
    team: maybe(fc.constantFrom('north', 'south')),
    sensitivity: maybe(fc.constantFrom('restricted', 'personal')),
  })
  .map((scope) => said(scope) as Scope); // what is undefined is left out

const aGrant: fc.Arbitrary<HeldGrant> = fc.record({
  id: fc.constant('gra_1'),
  role: aRole,
  scope: aScope,
  from: fc.constantFrom(...instants),
  until: fc.option(fc.constantFrom(...instants)),
});

const aResource = fc
  .record({
    workspace: fc.constantFrom('here', 'here', 'here', 'elsewhere'),
    scope: maybe(aScope.map(({ sensitivity: _none, ...place }) => place)),
    sensitivity: maybe(fc.constantFrom('restricted', 'personal')),
    kind: maybe(fc.constantFrom('audit-draft', 'rights', 'case')),
    author: maybe(aPerson),
    requester: maybe(aPerson),
    subject: maybe(aPerson),
  })
  .map((resource) => said(resource) as Resource); // what is undefined is left out

const aQuestion = fc.record({
  id: aPerson,
  kind: fc.constantFrom('user' as const, 'user' as const, 'service' as const, 'bot' as const),
  role: aRole,
  grants: fc.array(aGrant, { maxLength: 3 }),
  resource: aResource,
  action: fc.nat(),
  isWeighty: fc.boolean(),
  mfa: fc.constantFrom(true, true, true, false),
});

type Question = typeof aQuestion extends fc.Arbitrary<infer T> ? T : never;

function said<T extends object>(values: T): T {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as T; // only fewer keys
}

function inputOf({ id, kind, action, isWeighty, mfa, ...rest }: Question): DecisionInput {
  const weighty = actions.filter((one) =>
    /\.(approve|lift|review)$|^(audit-draft|reveal|grant|member)\./.test(one),
  );
  const choice = isWeighty ? weighty : actions;
  const asked = choice[action % choice.length] ?? '';
  return {
    ...rest,
    actor: { id, kind },
    memberOf: 'here',
    action: asked,
    context: { mfa, mfaRequired: true, now },
  };
}

/** Of every question that is allowed. */
function always(promise: (input: DecisionInput, held: ReadonlySet<Role>) => boolean): void {
  fc.assert(
    fc.property(aQuestion, (question) => {
      const input = inputOf(question);
      if (!permissions.decide(input).allowed) return true;
      return promise(input, heldBy(input));
    }),
    { numRuns: 3000 },
  );
}

/** Computed anew here: what is in force at `now` and fits the place. */
function heldBy({ role, grants = [], resource }: DecisionInput): ReadonlySet<Role> {
  const inForce = grants.filter(({ from, until, scope }) => {
    const isNow = from <= now && (until === null || now < until);
    const { queue, team, sensitivity } = scope;
    return (
      isNow &&
      (queue === undefined || queue === resource.scope?.queue) &&
      (team === undefined || team === resource.scope?.team) &&
      (sensitivity === undefined || sensitivity === resource.sensitivity)
    );
  });
  return new Set([role, ...inForce.map((grant) => grant.role)]);
}

const isApproval = ({ action }: DecisionInput) => /\.(approve|lift|review)$/.test(action);
const isReading = ({ action }: DecisionInput) => /\.(read|list)$/.test(action);
const isDraft = ({ action, resource }: DecisionInput) =>
  action.startsWith('audit-draft.') || resource.kind === 'audit-draft';

test('each forbidding policy decides something here: without it the answers differ', () => {
  const questions = fc.sample(aQuestion, { numRuns: 6000, seed: 7 }).map(inputOf);
  const answers = questions.map((input) => permissions.decide(input).allowed);
  const forbidding = Object.keys(permissions.policies).filter(
    (id) => effectOf(permissions.policies[id] ?? '') === 'forbid' && id !== 'administrators-see-no-draft',
  );

  const idle = forbidding.filter((id) => {
    const { [id]: _dropped, ...rest } = permissions.policies;
    const without = createPermissions(routes, rest);
    return questions.every((input, i) => without.decide(input).allowed === answers[i]);
  });

  expect(idle).toEqual([]);
}, 60_000);

test('nobody approves what they made, asked for, or are the subject of', () => {
  always((input) => {
    const { author, requester, subject } = input.resource;
    return !isApproval(input) || ![author, requester, subject].includes(input.actor.id);
  });
});

test('no service and no bot approves', () => {
  always((input, held) => !isApproval(input) || (input.actor.kind === 'user' && !held.has('service')));
});

test('no auditor changes anything but the work of the audit; seeing a masked value changes nothing', () => {
  always(
    (input, held) =>
      !held.has('auditor') ||
      isReading(input) ||
      /^(audit-draft|audit-request|sample|reveal)\.|\.disclose$/.test(input.action),
  );
});

test('no administrator, and nobody but an auditor, sees a draft of an auditor', () => {
  always((input, held) => !isDraft(input) || (held.has('auditor') && !held.has('administrator')));
});

test('nothing of another workspace is allowed', () => {
  always((input) => input.resource.workspace === 'here');
});

test('nobody gives themselves rights', () => {
  always(
    ({ action, resource, actor }) =>
      resource.kind !== 'rights' ||
      resource.subject !== actor.id ||
      !/^(grant|member)\.(create|change)/.test(action),
  );
});

test('what is sensitive is seen by its author and by who holds a grant for it', () => {
  always(({ resource, grants = [], actor }) => {
    if (resource.sensitivity === undefined || resource.author === actor.id) return true;
    return grants.some(({ scope }) => scope.sensitivity === resource.sensitivity);
  });
});

test('nothing weighty happens without a second factor', () => {
  always(
    (input) =>
      input.context.mfa ||
      input.actor.kind === 'service' ||
      !/\.(approve|lift|review)$|^reveal\.create/.test(input.action),
  );
});

test('a grant more never takes a reading right away, but from auditors and administrators and for drafts', () => {
  fc.assert(
    fc.property(aQuestion, aGrant, (question, grant) => {
      const input = inputOf(question);
      if (!isReading(input) || grant.role === 'administrator' || !permissions.decide(input).allowed)
        return true;
      return permissions.decide({ ...input, grants: [...(input.grants ?? []), grant] }).allowed;
    }),
    { numRuns: 1000 },
  );
});

test('a decider for many rows says what is decided one by one', () => {
  fc.assert(
    fc.property(aQuestion, fc.array(aResource, { maxLength: 8 }), (question, resources) => {
      const { resource: _one, action, context, ...holder } = inputOf(question);
      const may = permissions.decider(holder, 'here', context);
      for (const { workspace: _other, ...about } of [...resources, ...resources]) {
        const { allowed } = permissions.decide({
          ...holder,
          action,
          context,
          resource: { ...about, workspace: 'here' },
        });
        expect(may(about, action)).toBe(allowed);
      }
    }),
    { numRuns: 300 },
  );
});

test('answers from memory are the answers the policies give', () => {
  fc.assert(
    fc.property(aQuestion, (question) => {
      const input = inputOf(question);
      const renamed = JSON.parse(JSON.stringify(input).replaceAll('sub_', 'sub_9')) as DecisionInput; // the same question about others
      expect(permissions.decide(renamed)).toEqual(permissions.decide(input));
    }),
    { numRuns: 500 },
  );
});
