import { controlVerdict, type FindingCounts, requirementState, sumCounts } from '@daybook/kit';
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
import type { SourceState } from '../replay/replayed-facts.ts';
import { controlReason } from './control-reason.ts';
import type { CheckDefinition, Definitions } from './definitions.ts';
import { judgePopulation } from './judge-population.ts';
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
  const { judged, counts, digest } = judgePopulation(code.check, populations, input.asOf);
  const findings = judged.flatMap(({ item, finding }): FindingClaim[] => {
    if (finding.outcome === 'pass') return [];
    const { scope, key, position, occurredAt } = item;
    const { outcome, code: why, reason, settle } = finding;
    return [{ scope, key, outcome, code: why, reason, settle: settle ?? null, position, occurredAt }];
  });
  return { claim: { ...described, counts: { ...counts }, findingsDigest: digest }, findings };
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
    reason:
      own.length === 0
        ? 'no connected source lists any of these items'
        : controlReason(verdict, counts, items),
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

function itemCount(counts: FindingCounts): number {
  return counts.pass + counts.fail + counts.unknown + counts.notApplicable;
}
