import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import type { RouteInput, Services, Tx, WorkspaceId } from '../../platform/index.ts';
import type { ScimContext } from './activity.ts';
import { changeUser } from './change-user.ts';
import { createScimUser } from './create-user.ts';
import { conditionOf } from './filter-sql.ts';
import type { listQuery, projectionQuery, providerParams, resourceParams } from './list-query.ts';
import { parseFilter } from './parse-filter.ts';
import { patchPerson } from './patch-person.ts';
import { isAskedFor, type Projection, project, readProjection } from './projection.ts';
import { removeScimUser } from './remove-user.ts';
import { type Resource, renderList, renderUser } from './render-scim.ts';
import { runScim } from './run-scim.ts';
import { listGroupsOfUsers } from './scim-group-members.store.ts';
import { endpointBase } from './scim-overview.ts';
import { readPerson, type ScimPerson } from './scim-person.ts';
import { scimRefuse } from './scim-problem.ts';
import { comparedOfUsers, countUsers, listUsers, readUser, type ScimUser } from './scim-users.store.ts';

type Input<Params extends z.ZodType, Query extends z.ZodType> = RouteInput<
  z.output<Params>,
  z.output<Query>,
  unknown
>;

/** What every call of a client comes with. */
export type ProviderInput = Input<typeof providerParams, typeof projectionQuery>;
export type ResourceInput = Input<typeof resourceParams, typeof projectionQuery>;
export type ListInput = Input<typeof providerParams, typeof listQuery>;

/** Groups of a page of people together; who is in more is shown the first ones. */
const groupsShownMax = 20_000;

export function serveUserList(input: ListInput, services: Services): Promise<FastifyReply> {
  const { query, params, workspaceId, reply } = input;
  return runScim({ workspaceId, reply, operation: 'user.list' }, 'read', services, async (tx) => {
    const projection = readProjection(query);
    const condition =
      query.filter === undefined ? null : conditionOf(parseFilter(query.filter), comparedOfUsers);
    const { startIndex, count } = query;
    const total = await countUsers(tx, workspaceId, condition);
    const users =
      count === 0
        ? []
        : await listUsers(tx, workspaceId, { condition, offset: startIndex - 1, limit: count });
    const base = endpointBase(services, params.provider);
    const resources = await renderAll(tx, workspaceId, { users, projection, base });
    const body = renderList({ total, startIndex, resources });
    return { answer: { status: 200, body }, outcome: `${resources.length} of ${total}` };
  });
}

export function serveUser(input: ResourceInput, services: Services): Promise<FastifyReply> {
  const { workspaceId, reply, params } = input;
  return runScim({ workspaceId, reply, operation: 'user.read' }, 'read', services, async (tx) => {
    const user =
      (await readUser(tx, workspaceId, params.id)) ?? scimRefuse(404, null, 'there is nobody of this id');
    return {
      answer: await answerOf(tx, input, { user, status: 200 }, services),
      outcome: 'shown',
      subject: user.subject,
    };
  });
}

export function serveUserCreation(input: ProviderInput, services: Services): Promise<FastifyReply> {
  const { workspaceId, reply, body } = input;
  return runScim({ workspaceId, reply, operation: 'user.create' }, 'change', services, async (tx) => {
    const { user, outcome } = await createScimUser(tx, contextOf(input), readPerson(body), services);
    const answer = await answerOf(tx, input, { user, status: 201 }, services);
    return { answer, outcome, subject: user.subject, hasChanged: true };
  });
}

export function serveUserReplacement(input: ResourceInput, services: Services): Promise<FastifyReply> {
  return serveChange(input, 'user.replace', () => readPerson(input.body), services);
}

export function serveUserPatch(input: ResourceInput, services: Services): Promise<FastifyReply> {
  return serveChange(input, 'user.patch', (user) => patchPerson(user, input.body), services);
}

export function serveUserRemoval(input: ResourceInput, services: Services): Promise<FastifyReply> {
  const { workspaceId, reply, params } = input;
  const call = { workspaceId, reply, operation: 'user.remove', about: aboutUser(input) };
  return runScim(call, 'change', services, async (tx) => {
    const { user, afterCommit } = await removeScimUser(tx, contextOf(input), params.id, services);
    const answer = { status: 204, body: null };
    return { answer, outcome: 'removed', subject: user.subject, hasChanged: true, afterCommit };
  });
}

function serveChange(
  input: ResourceInput,
  operation: string,
  change: (user: ScimUser) => ScimPerson,
  services: Services,
): Promise<FastifyReply> {
  const { workspaceId, reply, params } = input;
  const call = { workspaceId, reply, operation, about: aboutUser(input) };
  return runScim(call, 'change', services, async (tx) => {
    const done = await changeUser(tx, contextOf(input), { id: params.id, change }, services);
    const { user, outcome, hasChanged, afterCommit } = done;
    const answer = await answerOf(tx, input, { user, status: 200 }, services);
    return { answer, outcome, subject: user.subject, hasChanged, afterCommit };
  });
}

export function contextOf({ workspaceId, actor }: Pick<ProviderInput, 'workspaceId' | 'actor'>): ScimContext {
  return { workspaceId, actor };
}

function aboutUser({ workspaceId, params }: ResourceInput) {
  return async (tx: Tx) => ({ subject: (await readUser(tx, workspaceId, params.id))?.subject ?? null });
}

async function answerOf(
  tx: Tx,
  { workspaceId, params, query }: ProviderInput,
  { user, status }: { readonly user: ScimUser; readonly status: number },
  services: Services,
) {
  const base = endpointBase(services, params.provider);
  const projection = readProjection(query);
  const [body = {}] = await renderAll(tx, workspaceId, { users: [user], projection, base });
  return { status, body, location: `${base}/Users/${user.id}` };
}

type Rendering = {
  readonly users: readonly ScimUser[];
  readonly projection: Projection;
  readonly base: string;
};

async function renderAll(
  tx: Tx,
  workspaceId: WorkspaceId,
  { users, projection, base }: Rendering,
): Promise<readonly Resource[]> {
  const isWithGroups = users.length > 0 && isAskedFor(projection, 'groups');
  const asked = { users: users.map(({ id }) => id), limit: groupsShownMax };
  const groups = isWithGroups ? await listGroupsOfUsers(tx, workspaceId, asked) : [];
  const byUser = Map.groupBy(groups, ({ user }) => user);
  return users.map((user) => project(renderUser(user, byUser.get(user.id) ?? [], base), projection));
}
