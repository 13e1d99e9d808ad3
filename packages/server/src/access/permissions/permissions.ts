import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import * as cedar from '@cedar-policy/cedar-wasm/nodejs';
import type { Actor, Route, WorkspaceId } from '../../platform/index.ts';
import { actionsOf, permissionSchema } from './permission-schema.ts';
import { type Role, roles } from './role.ts';

export type Decision = {
  readonly allowed: boolean;
  /** Ids (file names) of the policies that decided; empty when none spoke, which is a refusal. */
  readonly reasons: readonly string[];
};

export type DecisionInput = {
  readonly actor: Pick<Actor, 'id'>;
  readonly role: Role;
  readonly action: string;
  /** Where the action would happen. */
  readonly workspace: WorkspaceId;
  /** Where the role was given; the same workspace unless told otherwise. */
  readonly memberOf?: WorkspaceId;
};

/** Who may do what, decided by the policies beside this file and by nothing else. */
export interface Permissions {
  /** Throws on an action that no route has. */
  decide(input: DecisionInput): Decision;
  /** Actions a role may take in its own workspace, sorted; what screens show or hide by. */
  allowedActions(role: Role): readonly string[];
}

const policiesFolder = join(import.meta.dirname, 'policies');

/** Parses and validates the policies against the actions of these routes. Throws when one names an unknown action or role. */
export function createPermissions(
  routes: readonly Route[],
  policies: Readonly<Record<string, string>> = readPolicies(),
): Permissions {
  const actions = actionsOf(routes);
  const schema = permissionSchema(actions);
  refuseInvalid(schema, policies);
  const name = `daybook-${actions.join()}-${Object.values(policies).join()}`;
  requireSuccess(cedar.preparseSchema(name, schema));
  requireSuccess(cedar.preparsePolicySet(name, { staticPolicies: { ...policies } }));
  const decide = (input: DecisionInput) => ask(name, input);
  const byRole = new Map(roles.map((role) => [role, allowed(actions, role, decide)]));
  return { decide, allowedActions: (role) => byRole.get(role) ?? [] };
}

function readPolicies(): Record<string, string> {
  const files = readdirSync(policiesFolder)
    .filter((file) => file.endsWith('.cedar'))
    .sort();
  return Object.fromEntries(
    files.map((file) => [basename(file, '.cedar'), readFileSync(join(policiesFolder, file), 'utf8')]),
  );
}

function allowed(actions: readonly string[], role: Role, decide: Permissions['decide']): readonly string[] {
  const workspace = 'any';
  return actions.filter((action) => decide({ actor: { id: role }, role, action, workspace }).allowed);
}

function ask(
  name: string,
  { actor, role, action, workspace, memberOf = workspace }: DecisionInput,
): Decision {
  const principal = { type: 'Member', id: actor.id };
  const home = { __entity: { type: 'Workspace', id: memberOf } };
  const answer = cedar.statefulIsAuthorized({
    principal,
    action: { type: 'Action', id: action },
    resource: { type: 'Workspace', id: workspace },
    context: {},
    preparsedPolicySetId: name,
    preparsedSchemaName: name,
    validateRequest: true,
    entities: [{ uid: principal, attrs: { workspace: home }, parents: [{ type: 'Role', id: role }] }],
  });
  if (answer.type === 'failure') throw new Error(sentences(answer.errors));
  const { decision, diagnostics } = answer.response;
  if (diagnostics.errors.length > 0) throw new Error(`a policy could not decide \`${action}\``);
  return { allowed: decision === 'allow', reasons: [...diagnostics.reason].sort() };
}

function refuseInvalid(schema: cedar.Schema, policies: Readonly<Record<string, string>>): void {
  for (const [id, text] of Object.entries(policies)) {
    if (!text.includes('@description("')) throw new Error(`policy \`${id}\` has no @description`);
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
