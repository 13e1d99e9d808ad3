import { changedFrom, changedSince, holdFacts, type ItemRef, listPopulations } from '../../facts/index.ts';
import type { Services, Tx, WorkspaceId } from '../../platform/index.ts';
import { todayIn } from '../agencies/agency-shapes.ts';
import { type AccountRef, accountName } from '../linking/account-link.ts';
import { linksChangedSince } from '../linking/read-links.ts';
import { cellsOfPrincipals, endedBy } from './cells.store.ts';
import {
  type AccessCursor,
  lockAccessCursor,
  readSystemCounts,
  saveAccessCursor,
  setTellsGrants,
} from './counts.store.ts';
import { joinCells } from './join-cells.ts';
import { type FactPlace, markSystemsDue, takeDue, takeParts } from './parts.store.ts';
import { systemOfList } from './systems-told.ts';

const batchSize = 1_000;

/**
 * Brings the list up to the newest facts and links: what accounts, grants and tokens changed, whose accounts are somebody
 * else's now, and who or what ended since. Following from nothing gives the same list again.
 */
export async function followAccessList(workspaceId: WorkspaceId, services: Services): Promise<void> {
  await services.database.withWorkspace(workspaceId, (tx) => follow(tx, workspaceId, services));
}

async function follow(tx: Tx, workspaceId: WorkspaceId, services: Services): Promise<void> {
  const cursor = await lockAccessCursor(tx);
  await holdFacts(tx);
  const today = await todayIn(tx, workspaceId, services);
  const position = await followFacts(tx, cursor, today);
  if (position !== cursor.position) await followTelling(tx, services);
  const linksRevision = await followLinks(tx, cursor, today);
  await followDue(tx, today);
  if (cursor.day !== today) await followEndings(tx, today);
  const next = { position, linksRevision, day: today };
  if (position !== cursor.position || linksRevision !== cursor.linksRevision || cursor.day !== today) {
    await saveAccessCursor(tx, next);
  }
}

async function followFacts(tx: Tx, { position }: AccessCursor, today: string): Promise<number> {
  const changed = await changedFrom(tx, position);
  if (changed === null) return position;
  // A holder whose many grants changed is joined once, when all of them are taken.
  const touched = new Map<string, AccountRef>();
  for await (const batch of changedSince(tx, changed.from)) {
    const places = batch.filter(isPart);
    for (const pair of await takeParts(tx, places)) touched.set(accountName(pair), pair);
  }
  await joinCells(tx, [...touched.values()], today);
  return changed.to;
}

function isPart(place: ItemRef): place is FactPlace {
  return place.kind === 'account' || place.kind === 'grant' || place.kind === 'credential';
}

/** Once a source told the grants of a system whole, an account without any is known to have none. */
async function followTelling(tx: Tx, services: Services): Promise<void> {
  const systems = await readSystemCounts(tx);
  const populations = await listPopulations(tx, services);
  const telling = new Set(
    populations
      .filter(({ kind, lastCompleteAt }) => kind === 'grant' && lastCompleteAt !== null)
      .flatMap(({ scope }) => systemOfList(systems, `grant ${scope}`, scope)),
  );
  const changed = systems.filter((one) => one.tellsGrants !== telling.has(one.system));
  for (const { system } of changed) await setTellsGrants(tx, system, telling.has(system));
  await markSystemsDue(
    tx,
    changed.map(({ system }) => system),
  );
}

async function followLinks(tx: Tx, { linksRevision }: AccessCursor, today: string): Promise<number> {
  for (let revision = linksRevision; ; ) {
    const links = await linksChangedSince(tx, revision, batchSize);
    const last = links.at(-1);
    if (last === undefined) return revision;
    await joinCells(tx, links, today);
    revision = last.revision;
  }
}

async function followDue(tx: Tx, today: string): Promise<void> {
  for (;;) {
    const pairs = await takeDue(tx, batchSize);
    if (pairs.length === 0) return;
    await joinCells(tx, pairs, today);
  }
}

/** People and engagements whose last day is over, without any fact that changed. */
async function followEndings(tx: Tx, today: string): Promise<void> {
  for (;;) {
    const ended = await endedBy(tx, today, batchSize);
    if (ended.length === 0) return;
    await joinCells(tx, await cellsOfPrincipals(tx, ended), today);
    const left = await endedBy(tx, today, batchSize);
    // Whoever stays active by another word than the day is looked at again tomorrow.
    if (left.length === ended.length && left[0]?.id === ended[0]?.id) return;
  }
}
