import type { FastifyReply } from 'fastify';
import type { Services, Tx, WorkspaceId } from '../../platform/index.ts';
import {
  createScimGroup,
  type GroupDone,
  groupMembersMax,
  patchScimGroup,
  removeScimGroup,
  replaceScimGroup,
} from './change-group.ts';
import { conditionOf } from './filter-sql.ts';
import { parseFilter } from './parse-filter.ts';
import { readGroupBody } from './patch-group.ts';
import { isAskedFor, type Projection, project, readProjection } from './projection.ts';
import { type Resource, renderGroup, renderList } from './render-scim.ts';
import { runScim, type ScimDone } from './run-scim.ts';
import { type GroupMember, listGroupMembers } from './scim-group-members.store.ts';
import { comparedOfGroups, countGroups, listGroups, readGroup, type ScimGroup } from './scim-groups.store.ts';
import { endpointBase } from './scim-overview.ts';
import { scimRefuse } from './scim-problem.ts';
import { contextOf, type ListInput, type ProviderInput, type ResourceInput } from './serve-users.ts';

export function serveGroupList(input: ListInput, services: Services): Promise<FastifyReply> {
  const { query, params, workspaceId, reply } = input;
  return runScim({ workspaceId, reply, operation: 'group.list' }, 'read', services, async (tx) => {
    const projection = readProjection(query);
    const condition =
      query.filter === undefined ? null : conditionOf(parseFilter(query.filter), comparedOfGroups);
    const { startIndex, count } = query;
    const total = await countGroups(tx, workspaceId, condition);
    const groups =
      count === 0
        ? []
        : await listGroups(tx, workspaceId, { condition, offset: startIndex - 1, limit: count });
    const base = endpointBase(services, params.provider);
    const resources = await renderAll(tx, workspaceId, { groups, projection, base });
    const body = renderList({ total, startIndex, resources });
    return { answer: { status: 200, body }, outcome: `${resources.length} of ${total}` };
  });
}

export function serveGroup(input: ResourceInput, services: Services): Promise<FastifyReply> {
  const { workspaceId, reply, params } = input;
  return runScim({ workspaceId, reply, operation: 'group.read' }, 'read', services, async (tx) => {
    const found = await readGroup(tx, workspaceId, params.id);
    const group = found ?? scimRefuse(404, null, 'there is no group of this id');
    return {
      answer: await answerOf(tx, input, { group, status: 200 }, services),
      outcome: 'shown',
      group: group.id,
    };
  });
}

export function serveGroupCreation(input: ProviderInput, services: Services): Promise<FastifyReply> {
  const { workspaceId, reply, body } = input;
  return runScim({ workspaceId, reply, operation: 'group.create' }, 'change', services, async (tx) => {
    const done = await createScimGroup(tx, contextOf(input), readGroupBody(body), services);
    return doneOf(done, await answerOf(tx, input, { group: done.group, status: 201 }, services));
  });
}

export function serveGroupReplacement(input: ResourceInput, services: Services): Promise<FastifyReply> {
  const { workspaceId, reply, params, body } = input;
  const call = { workspaceId, reply, operation: 'group.replace', about: aboutGroup(input) };
  return runScim(call, 'change', services, async (tx) => {
    const order = { id: params.id, body: readGroupBody(body) };
    const done = await replaceScimGroup(tx, contextOf(input), order, services);
    return doneOf(done, await answerOf(tx, input, { group: done.group, status: 200 }, services));
  });
}

/** Answers without a body unless one is asked for: a group may hold many members (RFC 7644 section 3.5.2). */
export function serveGroupPatch(input: ResourceInput, services: Services): Promise<FastifyReply> {
  const { workspaceId, reply, params, query, body } = input;
  const call = { workspaceId, reply, operation: 'group.patch', about: aboutGroup(input) };
  return runScim(call, 'change', services, async (tx) => {
    const done = await patchScimGroup(tx, contextOf(input), { id: params.id, body }, services);
    if (query.attributes === undefined) return doneOf(done, { status: 204, body: null });
    return doneOf(done, await answerOf(tx, input, { group: done.group, status: 200 }, services));
  });
}

export function serveGroupRemoval(input: ResourceInput, services: Services): Promise<FastifyReply> {
  const { workspaceId, reply, params } = input;
  const call = { workspaceId, reply, operation: 'group.remove', about: aboutGroup(input) };
  return runScim(call, 'change', services, async (tx) => {
    const done = await removeScimGroup(tx, contextOf(input), params.id, services);
    return doneOf(done, { status: 204, body: null });
  });
}

function doneOf(
  { group, outcome, hasChanged, afterCommit }: GroupDone,
  answer: ScimDone['answer'],
): ScimDone {
  return { answer, outcome, group: group.id, hasChanged, afterCommit };
}

function aboutGroup({ workspaceId, params }: ResourceInput) {
  return async (tx: Tx) => ({ group: (await readGroup(tx, workspaceId, params.id))?.id ?? null });
}

async function answerOf(
  tx: Tx,
  { workspaceId, params, query }: ProviderInput,
  { group, status }: { readonly group: ScimGroup; readonly status: number },
  services: Services,
) {
  const base = endpointBase(services, params.provider);
  const projection = readProjection(query);
  const [body = {}] = await renderAll(tx, workspaceId, { groups: [group], projection, base });
  return { status, body, location: `${base}/Groups/${group.id}` };
}

type Rendering = {
  readonly groups: readonly ScimGroup[];
  readonly projection: Projection;
  readonly base: string;
};

/** With their members, all of them or a refusal: half a group would be read as a smaller one. */
async function renderAll(
  tx: Tx,
  workspaceId: WorkspaceId,
  { groups, projection, base }: Rendering,
): Promise<readonly Resource[]> {
  const isWithMembers = groups.length > 0 && isAskedFor(projection, 'members');
  const asked = { groups: groups.map(({ id }) => id), limit: groupMembersMax + 1 };
  const members = isWithMembers ? await listGroupMembers(tx, workspaceId, asked) : [];
  if (members.length > groupMembersMax)
    scimRefuse(
      413,
      'tooMany',
      'too many members at once: ask for fewer groups, or with excludedAttributes=members',
    );
  const byGroup = Map.groupBy(members, ({ group }) => group);
  return groups.map((group) => {
    const shown: readonly GroupMember[] | null = isWithMembers ? (byGroup.get(group.id) ?? []) : null;
    return project(renderGroup(group, shown, base), projection);
  });
}
