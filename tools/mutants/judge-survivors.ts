import { nameOf, type Outcome, type Survivor } from './survivors.ts';

/** Why no test can notice these mutants, in words. */
export type Explained = { readonly reason: string; readonly mutants: readonly Survivor[] };

/** Each survivor has its reason, and each reason its survivors, in the files that were mutated. */
export function judgeSurvivors(outcome: Outcome, explained: readonly Explained[]): string[] {
  const surviving = new Set(outcome.survivors.map(nameOf));
  const known = new Set(explained.flatMap(({ mutants }) => mutants.map(nameOf)));
  const stale = explained
    .flatMap(({ mutants }) => mutants)
    .filter((mutant) => outcome.files.includes(mutant.file) && !surviving.has(nameOf(mutant)));
  return [
    ...explained
      .filter(({ reason }) => reason.trim() === '')
      .map(({ mutants }) => `a reason is empty: it stands for ${mutants.length} mutants`),
    ...[...surviving].filter((name) => !known.has(name)).map((name) => `survives without a reason: ${name}`),
    ...stale.map((mutant) => `has a reason and does not survive: ${nameOf(mutant)}`),
  ];
}
