import * as cedar from '@cedar-policy/cedar-wasm/nodejs';
import { areasOf, decidingKinds, kindOf } from './action-groups.ts';
import { permissionSchema } from './permission-schema.ts';
import { type Role, roles } from './role.ts';

/** One question as the policies see it; members are named by ids that mean nothing outside the question. */
export type Question = {
  readonly action: string;
  readonly memberOf: string;
  readonly roles: readonly Role[];
  readonly kind: string;
  readonly clearances: readonly string[];
  readonly workspace: string;
  /** `self` is who asks. */
  readonly people: Readonly<Partial<Record<'author' | 'requester' | 'subject', string>>>;
  readonly marks: Readonly<Record<string, string>>;
  readonly context: {
    readonly mfa: boolean;
    readonly mfaRequired: boolean;
    readonly ownerCanSignIn: boolean;
    readonly now: number;
  };
};

export type Answer = { readonly allowed: boolean; readonly reasons: readonly string[] };

/** Parses and validates once; the answer names the policies that decided. Throws when a policy is not valid. The action must be one of these. */
export function createEngine(
  actions: readonly string[],
  policies: Readonly<Record<string, string>>,
): (question: Question) => Answer {
  const schema = permissionSchema(actions);
  refuseInvalid(schema, policies);
  const name = `daybook-${Object.values(policies).join()}`;
  requireSuccess(cedar.preparsePolicySet(name, { staticPolicies: { ...policies } }));
  return (question) => ask(name, question);
}

/** The action with its groups. Questions are made by types of ours, so they are not validated once more: that costs most. */
function actionEntity(action: string) {
  const kind = kindOf(action);
  const groups = [kind, ...areasOf(action), ...(decidingKinds.includes(kind) ? ['deciding'] : [])];
  const parents = groups.map((id) => ({ type: 'Action', id }));
  return { uid: { type: 'Action', id: action }, attrs: {}, parents };
}

const member = (id: string) => ({ __entity: { type: 'Member', id } });
const workspaceOf = (id: string) => ({ __entity: { type: 'Workspace', id } });

function ask(name: string, question: Question): Answer {
  const principal = { type: 'Member', id: 'self' };
  const resource = { type: 'Resource', id: 'it' };
  const { kind, clearances, context } = question;
  const people = Object.entries(question.people).map(([as, id]) => [as, member(id)]);
  const answer = cedar.statefulIsAuthorized({
    principal,
    action: { type: 'Action', id: question.action },
    resource,
    context: { ...context },
    preparsedPolicySetId: name,
    entities: [
      actionEntity(question.action),
      {
        uid: principal,
        attrs: { workspace: workspaceOf(question.memberOf), kind, clearances: [...clearances] },
        parents: question.roles.map((id) => ({ type: 'Role', id })),
      },
      {
        uid: resource,
        attrs: {
          workspace: workspaceOf(question.workspace),
          ...Object.fromEntries(people),
          ...question.marks,
        },
        parents: [],
      },
    ],
  });
  if (answer.type === 'failure') throw new Error(sentences(answer.errors));
  const { decision, diagnostics } = answer.response;
  if (diagnostics.errors.length > 0) throw new Error(`a policy could not decide \`${question.action}\``);
  return { allowed: decision === 'allow', reasons: [...diagnostics.reason].sort() };
}

function refuseInvalid(schema: cedar.Schema, policies: Readonly<Record<string, string>>): void {
  for (const [id, text] of Object.entries(policies)) {
    if (!text.includes('@description("')) throw new Error(`policy \`${id}\` has no @description`);
    // Questions name people by their part in them, so a policy about one person would never apply.
    if (text.includes('sub_') || text.includes('Member::'))
      throw new Error(`policy \`${id}\` names a person: give them a role`);
    for (const [, role] of text.matchAll(/Role::"([^"]*)"/g)) {
      if (!roles.some((known) => known === role))
        throw new Error(`policy \`${id}\` names an unknown role \`${role}\``);
    }
  }
  const answer = cedar.validate({ schema, policies: { staticPolicies: { ...policies } } });
  if (answer.type === 'failure') throw new Error(sentences(answer.errors));
  const problems = answer.validationErrors.map(
    ({ policyId, error }) => `policy \`${policyId}\`: ${error.message}`,
  );
  if (problems.length > 0) throw new Error(problems.join('; '));
}

function requireSuccess(answer: cedar.CheckParseAnswer): void {
  if (answer.type === 'failure') throw new Error(sentences(answer.errors));
}

function sentences(errors: readonly cedar.DetailedError[]): string {
  return errors.map((error) => error.message).join('; ');
}
