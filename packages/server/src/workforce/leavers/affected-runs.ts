import { type ItemRef, readItems, subjectsIn } from '../../facts/index.ts';
import type { Services, Tx } from '../../platform/index.ts';
import { readAgencies } from '../agencies/read-agencies.ts';
import { agencyKey } from '../agencies/save-agency.ts';
import { linksChangedSince } from '../linking/read-links.ts';
import { readLinkRevision, writeLinkRevision } from './leaver-links.store.ts';
import type { LeaverRun } from './leaver-run.ts';
import { runsNaming, runsOf } from './leaver-runs.store.ts';
import { mailedAmong } from './people-of-agency.ts';
import { toldOfPeople } from './told-people.store.ts';

const linksPage = 5_000;
const itemsPage = 500;

/** A run, and people of its agency who may be new to it. */
export type AffectedRun = { readonly run: LeaverRun; readonly joining: readonly string[] };

/** Runs whose people or agencies something new belongs to: an account by its link, anything else by whom it names. */
export async function affectedRuns(
  tx: Tx,
  changed: readonly ItemRef[],
  services: Pick<Services, 'dataKeys'>,
): Promise<readonly AffectedRun[]> {
  const subjects = new Set<string>();
  const agencies = new Set<string>();
  for (let revision = await readLinkRevision(tx); ; ) {
    const links = await linksChangedSince(tx, revision, linksPage);
    for (const { person, custodian, agency } of links) {
      if (person !== null) subjects.add(person);
      if (custodian !== null) subjects.add(custodian);
      if (agency !== null) agencies.add(agency);
    }
    const last = links.at(-1);
    if (last === undefined) break;
    revision = last.revision;
    await writeLinkRevision(tx, revision);
  }
  const named = await namedBy(tx, changed);
  for (const agency of await agenciesEmploying(tx, [...subjects])) agencies.add(agency);
  const mailed = await mailedAmong(tx, [...subjects], await agenciesOver(tx), services);
  for (const agency of mailed.keys()) agencies.add(agency);
  const found = [
    ...(await runsOf(tx, { subjects: [...subjects, ...named], agencies: [...agencies] })),
    // The pseudonyms of accounts are known from what the runs hold already.
    ...(await runsNaming(tx, [...named, ...subjects])),
  ];
  const standing = found.filter(({ state, returnedAt }) => state !== 'rescinded' && returnedAt === null);
  return [...new Map(standing.map((run) => [run.id, run])).values()].map((run) => ({
    run,
    joining: mailed.get(run.agency ?? '') ?? [],
  }));
}

/** Agencies of which a run was opened: whoever is found to be theirs joins it. */
async function agenciesOver(tx: Tx) {
  const agencies = await readAgencies(tx);
  const runs = await runsOf(tx, { subjects: [], agencies: agencies.map(({ id }) => id) });
  const over = new Set(runs.map(({ agency }) => agency));
  return agencies.filter(({ id }) => over.has(id));
}

async function namedBy(tx: Tx, changed: readonly ItemRef[]): Promise<readonly string[]> {
  const named = new Set<string>();
  for (const [kind, refs] of Map.groupBy(changed, (ref) => ref.kind)) {
    const keys = [...new Set(refs.map(({ key }) => key))];
    for (let at = 0; at < keys.length; at += itemsPage) {
      const page = keys.slice(at, at + itemsPage);
      const items = await readItems(tx, { kind, keys: page, limit: itemsPage * 10 });
      for (const subject of subjectsIn(items.map(({ value }) => value))) named.add(subject);
    }
  }
  return [...named];
}

/** Agencies that these people work for, as their lists say. */
async function agenciesEmploying(tx: Tx, subjects: readonly string[]): Promise<readonly string[]> {
  const employers = new Set<string>();
  for (let at = 0; at < subjects.length; at += itemsPage) {
    for (const { isGone, value } of await toldOfPeople(tx, subjects.slice(at, at + itemsPage)))
      if (!isGone && value.employer !== null) employers.add(agencyKey(value.employer));
  }
  if (employers.size === 0) return [];
  const agencies = await readAgencies(tx);
  return agencies.filter(({ name }) => employers.has(agencyKey(name))).map(({ id }) => id);
}
