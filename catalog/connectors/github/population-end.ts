import { type Emission, type PopulationRef, SourceError } from '@daybook/kit';

type End = Extract<Emission, { type: 'end' }>;
export type PopulationOutcome = Pick<End, 'sourceCount' | 'pages' | 'gaps' | 'attributes'> & {
  readonly failure: SourceError | null;
};

/** Ends one population: complete without a failure, else with the failure as its reason. */
export function populationEnd(population: PopulationRef, { failure, ...outcome }: PopulationOutcome): End {
  return {
    type: 'end',
    ...population,
    ...outcome,
    isComplete: failure === null,
    reasons: failure === null ? [] : [`${failure.message}; ${failure.hint}`],
  };
}

/** What kept one list from its end is that list's shortcoming; a cancellation and a bug end everything. */
export function listFailure(error: unknown): SourceError {
  if (error instanceof SourceError && error.code !== 'cancelled') return error;
  throw error;
}
