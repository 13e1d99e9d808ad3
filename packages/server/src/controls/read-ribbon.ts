import { checksOfControl } from '@daybook/catalog';
import { refuse, type Services, type Tx } from '../platform/index.ts';
import { resultsBetween } from './check-results.store.ts';
import { sightingsBetween } from './population-sightings.store.ts';
import { type RibbonDay, ribbonDays } from './ribbon.ts';

export type Ribbon = { readonly from: string; readonly to: string; readonly days: readonly RibbonDay[] };

const daysMax = 400;
const daysShown = 90;
const dayMs = 86_400_000;

/** One control's state on each day, first and last included; the last 90 days unless told otherwise, at most 400. */
export async function readRibbon(
  tx: Tx,
  query: { readonly control: string; readonly from: string | undefined; readonly to: string | undefined },
  services: Pick<Services, 'catalog' | 'clock'>,
): Promise<Ribbon> {
  if (!services.catalog.controls.has(query.control)) refuse('not-found');
  const now = services.clock.now();
  const to = query.to ?? now.slice(0, 10);
  const from = query.from ?? new Date(Date.parse(to) - (daysShown - 1) * dayMs).toISOString().slice(0, 10);
  const days = (Date.parse(to) - Date.parse(from)) / dayMs + 1;
  if (days < 1 || days > daysMax) refuse('bad-request', `a ribbon has between 1 and ${daysMax} days`);
  const checks = checksOfControl(services.catalog, query.control);
  const kinds = checks.flatMap(({ check }) => [
    check.population,
    ...(check.related === null ? [] : [check.related.kind]),
  ]);
  const span = [`${from}T00:00:00.000Z`, `${to}T23:59:59.999Z`] as const;
  const results = await resultsBetween(tx, query.control, ...span);
  const sightings = await sightingsBetween(tx, kinds, ...span);
  return { from, to, days: ribbonDays({ checks, results, sightings, from, to, now }) };
}
