import { type Catalog, findRequirement } from '@daybook/catalog';
import type { z } from 'zod';
import type { PopulationStatus } from '../facts/index.ts';
import type { controlDetailShape } from './control-detail-shape.ts';
import { controlAnswer } from './control-shapes.ts';
import type { ControlStatus } from './control-statuses.ts';

/** All that a control's page shows: its words, the checks in force, what it answers, and the lists it rests on. */
export function describeControl(
  status: ControlStatus,
  populations: readonly PopulationStatus[],
  catalog: Catalog,
): z.input<typeof controlDetailShape> {
  const kinds = new Set<string>(status.populations.map((population) => population.kind));
  const rows = catalog.mappings.filter((mapping) => mapping.control === status.control.id);
  return {
    ...controlAnswer(status),
    statement: status.control.statement,
    why: status.control.why,
    checks: status.standings.map(({ release: { check, digest } }) => ({
      id: check.id,
      version: check.version,
      title: check.title,
      summary: check.summary,
      digest,
      population: check.population,
    })),
    requirements: rows.map(({ framework, requirement, covers, part }) => ({
      framework,
      frameworkName: catalog.frameworks.get(framework)?.name ?? framework,
      id: requirement,
      title: findRequirement(catalog, framework, requirement)?.title ?? requirement,
      covers,
      part,
    })),
    populations: populations
      .filter((population) => kinds.has(population.kind))
      .map(({ reasons, connections, attributes, ...population }) => ({
        ...population,
        reasons: [...reasons],
        connections: [...connections],
        attributes: { ...attributes },
      })),
  };
}
