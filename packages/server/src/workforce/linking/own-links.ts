import { knownSubject, type OwnListing, type RecordOf } from '@daybook/kit';
import { sql } from 'kysely';
import { listPopulations } from '../../facts/index.ts';
import type { OwnListingPart, Services, Tx, WorkspaceId } from '../../platform/index.ts';
import { readWorkspace } from '../../platform/index.ts';
import { peopleGaps } from '../people-gaps.ts';
import { startOfDay } from '../reviews/expected-periods.ts';
import type { AccountLink } from './account-link.ts';
import { listLinks } from './read-links.ts';

const pageSize = 1_000;

/** Tells as facts whose the accounts of each system are; a list is whole only as far as the lists of accounts and of people are. */
export function ownLinks(services: Services): OwnListingPart {
  return {
    types: ['account-link.', 'agency.'],
    listings: async (workspaceId) => {
      const systems = await services.database.withWorkspace(workspaceId, linkedSystems);
      return systems.map((system) => linksOf(system, workspaceId, services));
    },
  };
}

/** Every system that was ever told of, in C order; found by leaping through the key. */
export async function linkedSystems(tx: Tx): Promise<readonly string[]> {
  const { rows } = await sql<{ system: string }>`
    with recursive found as (
      (select system from account_link where workspace_id = ${tx.workspaceId} order by system limit 1)
      union all
      select (select system from account_link l where l.workspace_id = ${tx.workspaceId} and l.system > found.system
        order by l.system limit 1) from found where found.system is not null)
    select system from found where system is not null`.execute(tx.db);
  return rows.map(({ system }) => system);
}

function linksOf(system: string, workspaceId: WorkspaceId, services: Services): OwnListing {
  const inTx = <T>(work: (tx: Tx) => Promise<T>) => services.database.withWorkspace(workspaceId, work);
  return {
    kind: 'account-link',
    scope: system,
    query: `whose the accounts of ${system} are`.slice(0, 500),
    gaps: () => inTx((tx) => gapsOf(tx, system, services)),
    count: () => inTx((tx) => countLinks(tx, system)),
    page: (after) =>
      inTx(async (tx) => {
        const { zone } = await readWorkspace(tx, workspaceId);
        const place = after === null ? null : { system, holder: after };
        const links = await listLinks(tx, { system, after: place, limit: pageSize });
        return {
          items: links.map((link) => recordOf(link, zone)),
          next: links.length < pageSize ? null : (links.at(-1)?.holder ?? null),
        };
      }),
  };
}

async function countLinks(tx: Tx, system: string): Promise<number> {
  const { rows } = await sql<{ links: number }>`
    select count(*) as links from account_link
    where workspace_id = ${tx.workspaceId} and system = ${system} and is_present`.execute(tx.db);
  return Number(rows[0]?.links ?? 0);
}

/** Why nobody can say that all accounts of this system are known, or that those whose they are are still here. */
async function gapsOf(tx: Tx, system: string, services: Services): Promise<readonly string[]> {
  return [...(await accountGaps(tx, system, services)), ...(await peopleGaps(tx, services))];
}

async function accountGaps(tx: Tx, system: string, services: Services): Promise<readonly string[]> {
  const ofSystem = (await listPopulations(tx, services)).filter(
    ({ kind, scope }) => (kind === 'account' || kind === 'grant') && scope === system,
  );
  if (ofSystem.length === 0) return ['no list of the accounts of this system is known'];
  return ofSystem
    .filter(({ isComplete }) => !isComplete)
    .flatMap(({ reasons }) => reasons)
    .map((reason) => `the list of its accounts is not whole: ${reason}`.slice(0, 500));
}

function recordOf(link: AccountLink, zone: string): RecordOf<'account-link'> {
  const someone = (subject: string | null) => (subject === null ? null : knownSubject(subject));
  const { system, belongsTo, agency, reason, confidence, decidedBy } = link;
  return {
    ...{ system, belongsTo, agency, reason, confidence, decidedBy },
    holder: knownSubject(link.holder),
    person: someone(link.person),
    custodian: someone(link.custodian),
    isGeneric: link.isGeneric,
    isRegistered: link.isRegistered,
    startsOn: link.startsOn,
    endsOn: link.endsOn,
    startsAt: link.startsOn === null ? null : startOfDay(link.startsOn, zone),
    endsAt: link.endsOn === null ? null : startOfDay(dayAfter(link.endsOn), zone),
    isActive: link.isActive,
  };
}

const dayMs = 86_400_000;

function dayAfter(day: string): string {
  return new Date(Date.parse(day) + dayMs).toISOString().slice(0, 10);
}
