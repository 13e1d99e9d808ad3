import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { discoverRoutes, type Route } from '../../platform/index.ts';
import { matrixCsv, matrixOf } from './matrix.ts';
import { createPermissions, type Decision, type DecisionInput, type Permissions } from './permissions.ts';
import { type Role, roles } from './role.ts';

// No policy is there for show: without any one of them, somebody may do something else. Asked is everything there is: each role
// × action × relation × mark, alone and beside a second role.

let routes: readonly Route[];
let whole: Permissions;
let questions: readonly DecisionInput[];
let answers: readonly Decision[];

beforeAll(async () => {
  routes = await discoverRoutes();
  whole = createPermissions(routes);
  questions = everyQuestion(whole.actions);
  answers = questions.map((input) => whole.decide(input));
}, 120_000);

const now = '2026-03-01T12:00:00.000Z';
const self = { id: 'sub_1', kind: 'user' } as const;
const relations = [
  {},
  { author: 'sub_1' },
  { requester: 'sub_1' },
  { subject: 'sub_1' },
  { author: 'sub_2', requester: 'sub_2', subject: 'sub_2' },
  { kind: 'rights', subject: 'sub_1' },
  { kind: 'audit-draft' },
  { kind: 'member' },
  { kind: 'evidence' },
  { sensitivity: 'restricted' },
];

function everyQuestion(actions: readonly string[]): readonly DecisionInput[] {
  const shown = { mfa: true, mfaRequired: true, now };
  const base = { workspace: 'here', memberOf: 'here' } as const;
  return actions.flatMap((action) =>
    roles.flatMap((role): readonly DecisionInput[] => {
      const holder = {
        actor: { ...self, kind: role === 'service' ? 'service' : 'user' },
        role,
        action,
      } as const;
      const here = { ...holder, memberOf: base.memberOf, context: shown };
      const about = relations.map((relation) => ({ ...here, resource: { workspace: 'here', ...relation } }));
      const plain = { workspace: 'here' };
      return [
        ...about,
        { ...here, resource: plain, context: { ...shown, mfa: false } },
        { ...here, resource: plain, context: { ...shown, ownerCanSignIn: false } },
        { ...here, resource: { workspace: 'elsewhere' } },
        { ...here, resource: plain, actor: { ...self, kind: 'bot' } },
        { ...here, resource: plain, grants: [beside('auditor')] },
      ];
    }),
  );
}

function beside(role: Role) {
  return { id: 'gra_1', role, scope: {}, from: '2026-01-01T00:00:00.000Z', until: null };
}

/**
 * Say what would be so without them as well, each with the reason why it is said all the same: the sentence is what people are
 * answered with, and the wall stands when what is in front of it is taken away by mistake.
 */
const saidAllTheSame: Readonly<Record<string, string>> = {
  'agent-may-work': 'no route works on the desk yet',
  'auditor-may-write-drafts': 'no route has the work of auditors yet',
  'buyer-may-read': 'no route has what is published for customers yet',
  'moderator-may-work': 'no route moderates yet',
  'support-lead-may-lead': 'no route works on the desk yet',
  'administrators-see-no-draft': 'nobody but auditors sees a draft, and an administrator never audits',
  'drafts-are-changed-by-their-author':
    'no route has drafts of auditors yet; the segregation tests ask for them',
};

/** Only where a policy decides alone can the answer change without it. */
function decidesAlone(id: string): boolean {
  const alone = questions.filter((_, i) => answers[i]?.reasons.length === 1 && answers[i]?.reasons[0] === id);
  if (alone.length === 0) return false;
  const { [id]: _dropped, ...rest } = whole.policies;
  const without = createPermissions(routes, rest);
  return alone.some((input) => without.decide(input).allowed !== whole.decide(input).allowed);
}

test('without any one policy somebody may do something else', () => {
  const idle = Object.keys(whole.policies).filter((id) => !decidesAlone(id));

  expect(idle.filter((id) => saidAllTheSame[id] === undefined)).toEqual([]);
  expect(Object.keys(saidAllTheSame).filter((id) => !idle.includes(id))).toEqual([]);
}, 120_000);

test('the reviewed table is what the policies say, cell by cell', () => {
  const reviewed = readFileSync(
    join(import.meta.dirname, '../../../../../docs/reference/permissions.csv'),
    'utf8',
  );

  expect(reviewed.split(/\r?\n/)).toEqual(matrixCsv(matrixOf(whole)).split(/\r?\n/));
});
