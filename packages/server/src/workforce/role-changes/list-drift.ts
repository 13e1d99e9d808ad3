import { listPopulations, type PopulationStatus } from '../../facts/index.ts';
import type { Services, Tx } from '../../platform/index.ts';
import { accountName } from '../linking/account-link.ts';
import { readLinks } from '../linking/read-links.ts';
import { readPeople } from '../reviews/freeze-system.ts';
import { readKnownSystems } from '../reviews/known-systems.ts';
import { rightsOf } from '../reviews/review-item.ts';
import { listsOfSystem, systemItems } from '../reviews/system-items.ts';
import { readTemplates } from './role-changes.store.ts';
import { type Drift, driftOf, hasTemplate, type RoleTemplate, type TemplatedAccount } from './role-drift.ts';

export type SystemDrift = {
  readonly system: string;
  /** No role has a template here: what people may hold is decided by nobody. */
  readonly needsReview: boolean;
  readonly isWhole: boolean;
  readonly drifts: readonly Drift[];
};

/** System by system, after one of them; stops once so many drifts are found. */
export async function listDrift(
  tx: Tx,
  { after, limit }: { readonly after: string; readonly limit: number },
  services: Services,
): Promise<{ readonly systems: readonly SystemDrift[]; readonly next: string | null }> {
  const templates = await readTemplates(tx);
  const populations = await listPopulations(tx, services);
  const systems: SystemDrift[] = [];
  let found = 0;
  const names = (await readKnownSystems(tx)).map((one) => one.system);
  const known = new Set(names);
  for (const system of names.filter((name) => name > after)) {
    const lists = listsOfSystem(system, populations, known);
    const drift = await driftOn(tx, system, { templates, populations: lists });
    systems.push(drift);
    found += drift.drifts.length + 1;
    if (found >= limit) return { systems, next: system };
  }
  return { systems, next: null };
}

type Known = {
  readonly templates: readonly RoleTemplate[];
  readonly populations: readonly PopulationStatus[];
};

async function driftOn(tx: Tx, system: string, { templates, populations }: Known): Promise<SystemDrift> {
  if (!hasTemplate(templates, system)) return { system, needsReview: true, isWhole: false, drifts: [] };
  const accounts = await systemItems(tx, 'account', system, populations);
  const grants = await systemItems(tx, 'grant', system, populations);
  const lists = [...accounts.populations, ...grants.populations];
  const isWhole = lists.length > 0 && lists.every(({ isComplete }) => isComplete);
  const hasWholeGrants = grants.populations.length > 0 && grants.populations.every((one) => one.isComplete);
  const held = Map.groupBy(
    grants.items.filter(({ isErased, value }) => !isErased && value.isInForce !== false),
    ({ value }) => value.holder,
  );
  const holders = new Set([
    ...accounts.items.flatMap(({ isErased, value }) => (isErased ? [] : [value.holder])),
    ...held.keys(),
  ]);
  const links = await readLinks(
    tx,
    [...holders].map((holder) => ({ system, holder })),
  );
  const people = await readPeople(
    tx,
    [...links.values()].flatMap(({ person }) => person ?? []),
  );
  const templated = [...holders].map((holder): TemplatedAccount => {
    const person = links.get(accountName({ system, holder }))?.person ?? null;
    const role = person === null ? null : (people.get(person)?.role ?? null);
    const rights = rightsOf(
      (held.get(holder) ?? []).map(({ value }) => value),
      hasWholeGrants,
    );
    return { person, holder, role, rights };
  });
  return { system, needsReview: false, isWhole, drifts: driftOf(system, templated, templates) };
}
