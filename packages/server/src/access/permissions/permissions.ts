import type { Actor, Permission, Route, WorkspaceId } from '../../platform/index.ts';
import { areasOf, kindOf } from './action-groups.ts';
import { type Answer, createEngine, type Question } from './cedar-engine.ts';
import { effectiveRoles, type HeldGrant, isInForce, type Scope } from './held-roles.ts';
import { actionsOf } from './permission-schema.ts';
import { readPolicies, sentenceOf, versionOf } from './policy-set.ts';
import type { Role } from './role.ts';

/** Who asks: their own role, and the grants they hold beside it. Without `kind` they are a person. */
export type Holder = {
  readonly actor: Pick<Actor, 'id'> & { readonly kind?: Actor['kind'] | 'bot' };
  readonly role: Role;
  readonly grants?: readonly HeldGrant[];
  /** Where the role was given; the same workspace unless told otherwise. */
  readonly memberOf?: WorkspaceId;
};

/** What is acted on. Pseudonyms say who made it, who asked for it and whom it is about; what does not apply is left out. */
export type Resource = {
  readonly workspace: WorkspaceId;
  readonly scope?: Omit<Scope, 'sensitivity'>;
  readonly sensitivity?: string;
  readonly kind?: string;
  readonly author?: string;
  readonly requester?: string;
  readonly subject?: string;
};

export type DecisionContext = {
  /** A second factor was shown in this session. */
  readonly mfa: boolean;
  readonly mfaRequired: boolean;
  /** The workspace has a person who owns it; taken for granted unless told otherwise. */
  readonly ownerCanSignIn?: boolean;
  /** ISO instant; grants are in force by it. */
  readonly now: string;
};

export type DecisionInput = Holder & {
  readonly action: string;
  readonly resource: Resource;
  readonly context: DecisionContext;
};

export type Decision = {
  readonly allowed: boolean;
  /** Ids (file names) of the policies that decided; empty when none spoke, which is a refusal. */
  readonly reasons: readonly string[];
};

/** Who may do what, decided by the policies beside this file and by nothing else. */
export interface Permissions {
  /** Throws on an action that no route has. Equal questions are answered from memory. */
  decide(input: DecisionInput): Decision;
  /** The same for many things in one request: what is asked again costs a look into a table. */
  decider(
    holder: Holder,
    workspace: WorkspaceId,
    context: DecisionContext,
  ): (about: Omit<Resource, 'workspace'>, action: string) => boolean;
  /** Sorted actions someone may take somewhere in their workspace; what screens show or hide by. */
  allowedActions(holder: Omit<Holder, 'actor'>, context: DecisionContext): readonly string[];
  /** The plain sentence of a policy. */
  sentence(policy: string): string;
  readonly actions: readonly string[];
  readonly policies: Readonly<Record<string, string>>;
  /** SHA-256 over the model, in hex. */
  readonly version: string;
}

const answersMax = 20_000;

/** Parses and validates the policies against the actions of these routes. Throws when one names an unknown action or role. */
export function createPermissions(
  routes: readonly Route[],
  policies: Readonly<Record<string, string>> = readPolicies(),
): Permissions {
  const actions = actionsOf(routes);
  const scoping = new Map(routes.map(({ permission: { action, isScoped } }) => [action, isScoped]));
  const answer = remember(createEngine(actions, policies), policies);
  const known = new Set(actions);
  const decide = (input: DecisionInput) => {
    if (!known.has(input.action)) throw new Error(`no route has the action \`${input.action}\``);
    return answer(questionOf(input));
  };
  return {
    decide,
    decider: (holder, workspace, context) => deciderOf(decide, holder, workspace, context),
    allowedActions: (holder, context) => {
      const workspace = holder.memberOf ?? 'any';
      const asked = { ...holder, actor: { id: 'self' }, memberOf: workspace, context };
      const may = (action: string, about: Omit<Resource, 'workspace'>) =>
        decide({ ...asked, action, resource: { ...about, workspace } }).allowed;
      return actions.filter(
        (action) =>
          may(action, {}) || partsOf(asked, scoping.get(action)).some((about) => may(action, about)),
      );
    },
    sentence: (policy) => sentenceOf(policies[policy] ?? ''),
    actions,
    policies,
    version: versionOf(policies),
  };
}

/** Where somebody may see a part of what a scoped route shows. */
export function partsOf(
  { actor, grants = [] }: Pick<Holder, 'actor' | 'grants'>,
  isScoped: Permission['isScoped'],
): readonly Omit<Resource, 'workspace'>[] {
  if (isScoped === undefined || isScoped === false) return [];
  const scopes = grants.map(({ scope }) => scope);
  if (isScoped === 'by-system') return scopes.filter(({ system }) => system !== undefined).map(placeOf);
  const own = [{ subject: actor.id }, { requester: actor.id }, { author: actor.id }];
  return [...own, ...scopes.map(placeOf)];
}

/** Somewhere in the scope of a grant. */
function placeOf({ sensitivity, ...scope }: Scope): Omit<Resource, 'workspace'> {
  return { scope, ...(sensitivity !== undefined && { sensitivity }) };
}

function deciderOf(
  decide: Permissions['decide'],
  holder: Holder,
  workspace: WorkspaceId,
  context: DecisionContext,
): (about: Omit<Resource, 'workspace'>, action: string) => boolean {
  const grants = (holder.grants ?? []).filter((grant) => isInForce(grant, context.now));
  const answers = new Map<string, boolean>();
  return (about, action) => {
    const key = rowKey(holder.actor.id, about, action);
    const known = answers.get(key);
    if (known !== undefined) return known;
    const resource = { ...about, workspace };
    const { allowed } = decide({ ...holder, grants, action, resource, context });
    answers.set(key, allowed);
    return allowed;
  };
}

/** Rows that differ only in who the others are have one answer, unless two of the others are the same person. */
function rowKey(self: string, about: Omit<Resource, 'workspace'>, action: string): string {
  const { author, requester, subject, scope, sensitivity, kind } = about;
  const part = (id: string | undefined) => (id === undefined ? '' : id === self ? 'self' : 'other');
  const isShared =
    (author !== undefined && (author === requester || author === subject)) ||
    (requester !== undefined && requester === subject);
  const people = isShared ? [author, requester, subject] : [part(author), part(requester), part(subject)];
  return JSON.stringify([action, isShared, people, scope, sensitivity, kind]);
}

/**
 * Policies compare people and workspaces with each other and never with a name, so each question is asked with names that only
 * say who is the same: equal questions have equal answers for ever. Actions in the same groups are one question unless a policy
 * names one of them. The time counts only where a policy looks at it.
 */
function remember(
  ask: (question: Question) => Answer,
  policies: Readonly<Record<string, string>>,
): (question: Question) => Answer {
  const texts = Object.values(policies).join('\n');
  const isTimed = texts.includes('context.now');
  const classOf = memoised((action) => {
    const groups = [kindOf(action), ...areasOf(action)].join();
    return texts.includes(`Action::"${action}"`) ? action : groups;
  });
  const answers = new Map<string, Answer>();
  return (question) => {
    const key = keyOf({ ...question, action: classOf(question.action) }, isTimed);
    const known = answers.get(key);
    if (known !== undefined) return known;
    const answer = ask(question);
    if (answers.size >= answersMax) answers.clear();
    answers.set(key, answer);
    return answer;
  };
}

function memoised(compute: (key: string) => string): (key: string) => string {
  const known = new Map<string, string>();
  return (key) => {
    const value = known.get(key) ?? compute(key);
    known.set(key, value);
    return value;
  };
}

function keyOf(question: Question, isTimed: boolean): string {
  const { context, ...rest } = question;
  const { mfa, mfaRequired, ownerCanSignIn, now } = context;
  return JSON.stringify([rest, mfa, mfaRequired, ownerCanSignIn, isTimed ? now : 0]);
}

function questionOf(input: DecisionInput): Question {
  const { actor, action, resource, context } = input;
  const place = { ...resource.scope, ...(resource.sensitivity && { sensitivity: resource.sensitivity }) };
  const { roles, clearances } = effectiveRoles(
    { role: input.role, grants: input.grants ?? [] },
    place,
    context.now,
  );
  const isOwn = (input.memberOf ?? resource.workspace) === resource.workspace;
  const marks = { ...place, ...(resource.kind && { kind: resource.kind }) };
  return {
    action,
    memberOf: isOwn ? 'here' : 'elsewhere',
    workspace: 'here',
    roles,
    kind: actor.kind ?? 'user',
    clearances,
    people: peopleOf(actor.id, resource),
    marks,
    context: {
      mfa: context.mfa,
      mfaRequired: context.mfaRequired,
      ownerCanSignIn: context.ownerCanSignIn ?? true,
      now: Date.parse(context.now),
    },
  };
}

/** `self` for who asks, and the same word for the same other person. */
function peopleOf(self: string, resource: Resource): Question['people'] {
  const words = new Map([[self, 'self']]);
  const word = (id: string | undefined) => {
    if (id === undefined) return undefined;
    const found = words.get(id) ?? `other-${words.size}`;
    words.set(id, found);
    return found;
  };
  const author = word(resource.author);
  const requester = word(resource.requester);
  const subject = word(resource.subject);
  return { ...(author && { author }), ...(requester && { requester }), ...(subject && { subject }) };
}
