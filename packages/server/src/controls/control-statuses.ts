import { type Catalog, checksOfControl } from '@daybook/catalog';
import type { Control } from '@daybook/kit';
import { countErasedItems } from '../facts/index.ts';
import type { Services, Tx } from '../platform/index.ts';
import { lastEvaluations } from './check-cursors.store.ts';
import { type CheckResult, resultsAt } from './check-results.store.ts';
import { type CheckStanding, type ControlJudgement, judgeControl } from './control-judgement.ts';
import { sightingsAt } from './population-sightings.store.ts';
import { type PopulationAt, populationsAt } from './populations-at.ts';

/** What can be said of one control at an instant, and what that rests on. */
export type ControlStatus = {
  readonly control: Control;
  readonly judgement: ControlJudgement;
  readonly standings: readonly CheckStanding[];
  readonly populations: readonly PopulationAt[];
  /** When its checks last looked; null before the first time. */
  readonly evaluatedAt: string | null;
  /** The newest `check.ran` it rests on, or null. */
  readonly position: number | null;
  /** Items whose value was erased, of all that are looked at. */
  readonly erased: { readonly items: number; readonly of: number };
};

/**
 * Every control of the catalog at `asOf`, from what had been recorded by then: results by the versions in force at that
 * time, lists as whole and as fresh as they were. In ascending order of control ids.
 */
export async function statusesAt(
  tx: Tx,
  asOf: string,
  services: Pick<Services, 'catalog'>,
): Promise<ReadonlyMap<string, ControlStatus>> {
  const results = await resultsAt(tx, asOf);
  const populations = populationsAt(await sightingsAt(tx, asOf), asOf);
  const evaluations = await lastEvaluations(tx);
  const erased = await countErasedItems(tx);
  const known = { asOf, results, populations, evaluations, erased };
  const statuses = [...services.catalog.controls.values()].map((control): [string, ControlStatus] => [
    control.id,
    statusOf(control, known, services.catalog),
  ]);
  return new Map(statuses);
}

/** One control at `asOf`, or null where the catalog has no such control. */
export async function controlStatusAt(
  tx: Tx,
  controlId: string,
  asOf: string,
  services: Pick<Services, 'catalog'>,
): Promise<ControlStatus | null> {
  return (await statusesAt(tx, asOf, services)).get(controlId) ?? null;
}

type Known = {
  readonly asOf: string;
  readonly results: readonly CheckResult[];
  readonly populations: readonly PopulationAt[];
  readonly evaluations: ReadonlyMap<string, string>;
  readonly erased: ReadonlyMap<string, number>;
};

function statusOf(control: Control, known: Known, catalog: Catalog): ControlStatus {
  const standings = checksOfControl(catalog, control.id).map((release) => ({
    release,
    result: known.results.find((result) => result.checkId === release.check.id) ?? null,
  }));
  const kinds = new Set<string>(
    standings.flatMap(({ release: { check } }) => [
      check.population,
      check.related?.kind ?? check.population,
    ]),
  );
  const instants = standings.flatMap(({ release, result }) => {
    const lookedAt = known.evaluations.get(release.check.id);
    // Looking again is not kept for each instant; for the past the last change that was written down stands for it.
    return lookedAt !== undefined && lookedAt <= known.asOf ? lookedAt : (result?.recordedAt ?? []);
  });
  const positions = standings.flatMap(({ result }) => result?.position ?? []);
  const judgement = judgeControl(standings, known.populations);
  const own = new Set<string>(standings.map(({ release }) => release.check.population));
  const erased = [...own].reduce((sum, kind) => sum + (known.erased.get(kind) ?? 0), 0);
  return {
    control,
    judgement,
    erased: { items: erased, of: Math.max(erased, judgement.items) },
    standings,
    populations: known.populations.filter((population) => kinds.has(population.kind)),
    evaluatedAt: instants.toSorted().at(-1) ?? null,
    position: positions.length === 0 ? null : Math.max(...positions),
  };
}
