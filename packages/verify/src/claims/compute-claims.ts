import {
  controlVerdict,
  evaluatePopulation,
  type FindingCounts,
  type populationReach,
  requirementState,
  sumCounts,
} from '@daybook/kit';
import type {
  CheckClaim,
  Claims,
  ControlClaim,
  FindingClaim,
  PopulationClaim,
  RequirementClaim,
} from '../format/claims.ts';
import type { PackageWindow } from '../format/manifest.ts';
import { findingsPath } from '../format/package-paths.ts';
import type { ReplayedItem, SourceState } from '../replay/replayed-facts.ts';
import { controlReason } from './control-reason.ts';
import type { CheckDefinition, Definitions } from './definitions.ts';
import { type PackedPopulation, packedPopulations } from './packed-populations.ts';

export type ClaimsInput = {
  readonly definitions: Definitions;
  readonly sources: readonly SourceState[];
  readonly window: PackageWindow;
  readonly asOf: string;
};

type CheckResult = { readonly claim: CheckClaim; readonly findings: readonly FindingClaim[] };

/** All that a package says, from facts and checks alone: the builder writes it down, the verifier computes it again. */
export function computeClaims(input: ClaimsInput): Claims {
  const populations = packedPopulations(input);
  const results = input.definitions.checks.map((check) => judge(check, populations, input));
  const controls = input.definitions.controls.map((control): ControlClaim => {
    const own = results.filter(({ claim }) => claim.control === control.id);
    return { ...control, mappings: [...control.mappings], ...controlResult(own, populations) };
  });
  return {
    requirements: input.definitions.requirements.map((each) => requirementClaim(each, controls)),
    controls,
    checks: results.map(({ claim }) => claim),
    populations: populations.map(({ claim }): PopulationClaim => claim),
    findings: new Map(results.map(({ claim, findings }) => [findingsPath(claim), findings])),
  };
}

function judge(
  definition: CheckDefinition,
  populations: readonly PackedPopulation[],
  input: ClaimsInput,
): CheckResult {
  const { code, ...described } = definition;
  if (code.state === 'unknown') return { claim: code.claim, findings: code.findings };
  const ofKind = (kind: string | null) => populations.filter(({ claim }) => claim.kind === kind);
  const result = evaluatePopulation(code.check, {
    items: ofKind(definition.population).flatMap(({ itemsInWindow }) => itemsInWindow),
    related: ofKind(definition.related).flatMap(({ items }) => items),
    populations: known(populations),
    asOf: input.asOf,
  });
  const findings = result.judged.flatMap(({ item, finding }): FindingClaim[] => {
    if (finding.outcome === 'pass') return [];
    // `evaluatePopulation` hands back the very items it was given
    const { scope, key, position, occurredAt } = item as ReplayedItem;
    const { outcome, code: why, reason, settle } = finding;
    return [{ scope, key, outcome, code: why, reason, settle: settle ?? null, position, occurredAt }];
  });
  return { claim: { ...described, counts: result.counts, findingsDigest: result.digest }, findings };
}

function controlResult(results: readonly CheckResult[], populations: readonly PackedPopulation[]) {
  const counts = sumCounts(results.map(({ claim }) => claim.counts));
  const own = populations.filter(({ claim }) =>
    results.some((result) => result.claim.population === claim.kind),
  );
  const verdict = controlVerdict({
    counts,
    hasPopulation: own.length > 0,
    populationIsComplete: results.every((result) => isWhole(result.claim.population, own)),
  });
  const items = itemCount(counts);
  return {
    verdict,
    counts: { ...counts },
    items,
    reason: controlReason(verdict, counts, items),
    checks: results.map(({ claim }) => `${claim.id}@${claim.version}`),
  };
}

function isWhole(kind: string, populations: readonly PackedPopulation[]): boolean {
  const ofKind = populations.filter(({ claim }) => claim.kind === kind);
  return ofKind.length > 0 && ofKind.every(({ claim }) => claim.complete);
}

function requirementClaim(
  { id, title, parent, isAssessable }: Definitions['requirements'][number],
  controls: readonly ControlClaim[],
): RequirementClaim {
  const mapped = controls.flatMap((control) =>
    control.mappings
      .filter((row) => row.requirement === id)
      .map((row) => ({ control: control.id, covers: row.covers, verdict: control.verdict })),
  );
  const state = isAssessable ? requirementState(mapped) : null;
  return { id, title, parent, state, controls: [...new Set(mapped.map((row) => row.control))] };
}

function known(populations: readonly PackedPopulation[]): Parameters<typeof populationReach>[1] {
  return populations.map(({ claim: { kind, scope, complete } }) => ({ kind, scope, isComplete: complete }));
}

function itemCount(counts: FindingCounts): number {
  return counts.pass + counts.fail + counts.unknown + counts.notApplicable;
}
