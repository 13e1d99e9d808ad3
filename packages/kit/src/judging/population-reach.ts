import type { Check } from '../check.ts';

/** What judging must know of a population: where it is and whether its list is whole and fresh. */
export type KnownPopulation = {
  readonly kind: string;
  readonly scope: string;
  readonly isComplete: boolean;
};

export interface PopulationReach {
  /** A source has listed items of the check's kind. */
  readonly hasPopulation: boolean;
  /** Every population of the check's items is whole. */
  readonly isComplete: boolean;
  /** The populations of the check's items and those it reads beside them. */
  readonly populations: readonly KnownPopulation[];
  populationIsComplete(scope: string): boolean;
  /** Whether the related list in reach of an item in this scope is whole; true where the check reads nothing beside. */
  relatedIsComplete(scope: string): boolean;
}

/** Which populations one check rests on. Missing is not complete: absence of a list proves nothing. */
export function populationReach(check: Check, known: readonly KnownPopulation[]): PopulationReach {
  const own = known.filter((population) => population.kind === check.population);
  const read = check.related;
  const related = read === null ? [] : known.filter((population) => population.kind === read.kind);
  const relatedInReach = (scope: string): readonly KnownPopulation[] =>
    read?.scope === 'any' ? related : related.filter((population) => population.scope === scope);
  return {
    hasPopulation: own.length > 0,
    isComplete: own.length > 0 && own.every((population) => population.isComplete),
    populations: own.concat(related.filter((population) => !own.includes(population))),
    populationIsComplete: (scope) =>
      own.some((population) => population.scope === scope && population.isComplete),
    relatedIsComplete: (scope) => read === null || isWhole(relatedInReach(scope)),
  };
}

function isWhole(populations: readonly KnownPopulation[]): boolean {
  return populations.length > 0 && populations.every((population) => population.isComplete);
}
