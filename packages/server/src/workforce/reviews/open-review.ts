import { findMember } from '../../access/index.ts';
import { holdFacts, listPopulations } from '../../facts/index.ts';
import { append, newestPosition } from '../../ledger/index.ts';
import {
  type Actor,
  readWorkspace,
  refuse,
  type Services,
  type Tx,
  type WorkspaceId,
} from '../../platform/index.ts';
import { isOneself, pseudonymsOf, readMembersAmong } from '../oneself.ts';
import { assignReviewer } from './assign-reviewer.ts';
import { inOrder } from './build-items.ts';
import { dayIn, expectedPeriods } from './expected-periods.ts';
import { type FrozenSystem, freezeSystem } from './freeze-system.ts';
import { type KnownSystem, readKnownSystems } from './known-systems.ts';
import { reviewEntry, wordsToKeep } from './review-entry.ts';
import type { BeforeItem } from './review-item.ts';
import { insertItems, itemsBefore } from './review-items.store.ts';
import { closedReviewsOf, insertSystem, listCountedSystems } from './review-systems.store.ts';
import { insertReview, type StoredReview, setReviewPosition } from './reviews.store.ts';

export type ReviewOrder = {
  readonly workspaceId: WorkspaceId;
  readonly actor: Actor;
  readonly name: string;
  /** Null: of each system the period of today. */
  readonly period: string | null;
  readonly assignedBy: 'system' | 'manager';
  readonly dueAt: string;
  readonly systems: readonly {
    readonly system: string;
    readonly reviewer: string;
    readonly deputy: string | null;
  }[];
};

/**
 * Freezes who may do what on each system, as it is known now, and gives every item its reviewer. A list that is not whole is
 * frozen as such. Throws `bad-request`, `conflict` where a system's period is under review already, `person-needed`.
 */
export async function openReview(order: ReviewOrder, services: Services): Promise<StoredReview> {
  if (order.actor.kind !== 'user') refuse('person-needed', 'a person opens a review');
  if (order.dueAt <= services.clock.now()) refuse('bad-request', 'the review is due before it begins');
  if (new Set(order.systems.map(({ system }) => system)).size !== order.systems.length)
    refuse('bad-request', 'a system is named twice');
  const review = await services.database.withWorkspace(order.workspaceId, (tx) =>
    openInTx(tx, order, services),
  );
  services.live.publish(order.workspaceId, 'ledger');
  return review;
}

async function openInTx(tx: Tx, order: ReviewOrder, services: Services): Promise<StoredReview> {
  await holdFacts(tx);
  await requireReviewers(tx, order);
  const { zone } = await readWorkspace(tx, order.workspaceId);
  const at = services.clock.now();
  const today = dayIn(at, zone);
  const register = new Map((await readKnownSystems(tx)).map((one) => [one.system, one]));
  const counted = new Set((await listCountedSystems(tx)).map(({ system, period }) => `${system}\n${period}`));
  const populations = await listPopulations(tx, services);
  const membersAmong = await readMembersAmong(tx, namedIn(order));
  const review = draftReview(order, { at, today, zone }, services);
  await insertReview(tx, review);
  const factsPosition = (await newestPosition(tx))?.position ?? -1;
  const frozen: Frozen[] = [];
  for (const asked of order.systems) {
    const period = order.period ?? currentPeriod(register.get(asked.system), { today, zone });
    if (counted.has(`${asked.system}\n${period}`))
      refuse('conflict', `\`${asked.system}\` is under review for ${period} already`);
    const [last] = await closedReviewsOf(tx, asked.system, 1);
    const before: ReadonlyMap<string, BeforeItem> =
      last === undefined ? new Map() : await itemsBefore(tx, last.review, asked.system);
    const context = { today, populations, register, before, membersAmong, wasReviewed: last !== undefined };
    frozen.push({ ...asked, period, list: await freezeSystem(tx, asked.system, context) });
  }
  await saveSystems(tx, review.id, { frozen, factsPosition });
  await insertItems(tx, review.id, await assigned(tx, order, frozen));
  const position = await record(tx, { order, review, frozen, factsPosition }, services);
  await setReviewPosition(tx, review.id, position);
  return { ...review, position };
}

type Frozen = ReviewOrder['systems'][number] & { readonly period: string; readonly list: FrozenSystem };

const quarterDays = 91;

/** The period of a system's own cadence; the quarter where it has none. */
export function currentPeriod(
  registered: KnownSystem | undefined,
  { today, zone }: { readonly today: string; readonly zone: string },
): string {
  const { cadenceDays = null, since = null } = registered ?? {};
  const from = cadenceDays === null || since === null ? today : dayIn(since, zone);
  return expectedPeriods(cadenceDays ?? quarterDays, from, today).at(-1)?.name ?? today;
}

function draftReview(
  { name, period, assignedBy, dueAt, actor }: ReviewOrder,
  { at, ...day }: { readonly at: string; readonly today: string; readonly zone: string },
  services: Services,
): StoredReview {
  return {
    id: services.ids.make('rev'),
    name: wordsToKeep(name, services)?.slice(0, 120) ?? refuse('bad-request', 'the review needs a name'),
    period: period ?? currentPeriod(undefined, day),
    assignedBy,
    dueAt,
    openedAt: at,
    openedBy: actor.id,
    state: 'open',
    closedAt: null,
    closedBy: null,
    position: -1,
    closedPosition: null,
    result: null,
  };
}

const reviewingRoles: readonly string[] = ['owner', 'isms-owner', 'manager'];

/** Whether somebody is a member who may decide about access. */
export async function mayReview(tx: Tx, workspaceId: WorkspaceId, subject: string): Promise<boolean> {
  const member = await findMember(tx, workspaceId, subject);
  if (member === null) return false;
  return [member.role, ...member.grants.map(({ role }) => role)].some((role) =>
    reviewingRoles.includes(role),
  );
}

function namedIn({ systems }: ReviewOrder): readonly string[] {
  return [...new Set(systems.flatMap(({ reviewer, deputy }) => [reviewer, ...(deputy ? [deputy] : [])]))];
}

async function requireReviewers(tx: Tx, order: ReviewOrder): Promise<void> {
  for (const subject of namedIn(order)) {
    if (!(await mayReview(tx, order.workspaceId, subject)))
      refuse('bad-request', 'a reviewer is an owner, an ISMS owner or a manager of this workspace');
  }
  for (const { reviewer, deputy } of order.systems) {
    if (deputy !== null && isOneself(await pseudonymsOf(tx, { id: reviewer }), deputy))
      refuse('bad-request', 'a deputy is somebody else than the reviewer');
  }
}

async function saveSystems(
  tx: Tx,
  review: string,
  { frozen, factsPosition }: { readonly frozen: readonly Frozen[]; readonly factsPosition: number },
): Promise<void> {
  for (const { list, period, reviewer, deputy } of frozen) {
    const { system, source, isWhole, reasons, readAt, items, digest } = list;
    const told = { system, source, isWhole, reasons, readAt, digest, items: items.length };
    await insertSystem(tx, { ...told, review, period, reviewer, deputy, factsPosition });
  }
}

/** All items in the order of looking at them, numbered from 1, each with who decides it. */
async function assigned(tx: Tx, { workspaceId, assignedBy }: ReviewOrder, frozen: readonly Frozen[]) {
  const managers = assignedBy === 'manager' ? await ableManagers(tx, workspaceId, frozen) : null;
  const items = frozen.flatMap(({ list, reviewer, deputy }) => {
    const { administrators } = list;
    const managerOf =
      managers === null ? {} : { managerOf: (person: string) => managers.get(person) ?? null };
    const people = { reviewer, deputy, administrators, ...managerOf };
    return list.items.map((item) => ({ ...item, reviewer: assignReviewer(item, people) }));
  });
  return items.sort(inOrder).map((item, index) => ({ ...item, item: index + 1 }));
}

async function ableManagers(tx: Tx, workspaceId: WorkspaceId, frozen: readonly Frozen[]) {
  const told = new Map(frozen.flatMap(({ list }) => [...list.managers]));
  const able = new Set<string>();
  for (const manager of new Set(told.values())) {
    if (await mayReview(tx, workspaceId, manager)) able.add(manager);
  }
  return new Map([...told].filter(([, manager]) => able.has(manager)));
}

type Opened = {
  readonly order: ReviewOrder;
  readonly review: StoredReview;
  readonly frozen: readonly Frozen[];
  readonly factsPosition: number;
};

/** One entry for the review and one for each frozen list; answers the position of the first. */
async function record(tx: Tx, { order, review, frozen, factsPosition }: Opened, services: Services) {
  const { id, name, period, dueAt, assignedBy, openedAt } = review;
  const about = { actor: order.actor, at: openedAt, refs: [id] };
  const opened = { review: id, name, period, dueAt, assignedBy, systems: frozen.length };
  const lists = frozen.map(({ list, reviewer, deputy, period: own }) => {
    const { system, source, isWhole, reasons, readAt, items, digest } = list;
    const told = { system, source, isWhole, reasons: [...reasons], readAt, items: items.length, digest };
    const payload = { review: id, period: own, reviewer, deputy, factsPosition, ...told };
    return reviewEntry('access-review.frozen@1', about, payload);
  });
  const entries = [reviewEntry('access-review.opened@1', about, opened), ...lists];
  const [first] = await append(tx, entries, services);
  return first?.position ?? -1;
}
