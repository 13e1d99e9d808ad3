import { canonicalize } from '@daybook/ledger';
import { definitionsOf, type JudgingCatalog } from '../claims/definitions.ts';
import type { CheckClaim, Claims } from '../format/claims.ts';
import type { Manifest } from '../format/manifest.ts';
import { findingsPath, packagePaths } from '../format/package-paths.ts';
import type { Problems } from './problems.ts';

export type CatalogReview = {
  /** Every check of the package is one we ship, to the byte, so all findings were computed again. */
  readonly reran: boolean;
  readonly notes: readonly string[];
};

/**
 * Holds what the package takes from the catalog against our own. A framework's edition is pinned, so other requirements
 * are a problem; mappings and checks grow from release to release, so a difference there is said and not judged.
 */
export function checkCatalog(
  { claims, manifest }: { readonly claims: Claims; readonly manifest: Manifest },
  catalog: JudgingCatalog,
  problems: Problems,
): CatalogReview {
  const own = definitionsOf(catalog, manifest.framework.id);
  const notes: string[] = [];
  if (own.requirements.length === 0)
    notes.push(`framework-unknown: this verifier does not know \`${manifest.framework.id}\``);
  else checkRequirements(claims, own.requirements, problems);
  let reran = true;
  for (const { id, version, digest, counts } of claims.checks) {
    const release = catalog.checks.get(id)?.find(({ check }) => check.version === version);
    if (release?.digest === digest) continue;
    reran = false;
    checkCounts({ id, version, counts }, claims, problems);
    const why =
      release === undefined
        ? 'is not one this verifier ships'
        : 'has other code than the one this verifier ships';
    notes.push(`check-unknown: \`${id}@${version}\` ${why}, so its findings were not computed again`);
  }
  const packedChecks = new Set(claims.checks.map(({ id }) => id));
  for (const { id } of own.checks) {
    if (!packedChecks.has(id))
      notes.push(`check-left-out: the package has nothing of \`${id}\`, which this verifier ships`);
  }
  for (const { id, mappings } of own.controls) {
    const packed = claims.controls.find((control) => control.id === id)?.mappings ?? [];
    if (canonicalize(packed) !== canonicalize(mappings)) {
      notes.push(
        `mapping-differs: \`${id}\` answers other requirements here than in this verifier's catalog`,
      );
    }
  }
  return { reran, notes };
}

/** Of a check that cannot be run again it is at least known that its list is as long as its counts say. */
function checkCounts(
  { id, version, counts }: Pick<CheckClaim, 'id' | 'version' | 'counts'>,
  claims: Claims,
  problems: Problems,
): void {
  const path = findingsPath({ id, version });
  const rows = claims.findings.get(path) ?? [];
  const ofOutcome = (outcome: string) => rows.filter((row) => row.outcome === outcome).length;
  const isSame =
    ofOutcome('fail') === counts.fail &&
    ofOutcome('unknown') === counts.unknown &&
    ofOutcome('not-applicable') === counts.notApplicable;
  if (!isSame) problems.add('check-differs', `${packagePaths.checks}: ${id}@${version}`);
}

type Requirements = ReturnType<typeof definitionsOf>['requirements'];

function checkRequirements(claims: Claims, own: Requirements, problems: Problems): void {
  const packed = new Map(claims.requirements.map((each) => [each.id, each]));
  for (const { id, parent, isAssessable } of own) {
    const claim = packed.get(id);
    const isSame = claim !== undefined && claim.parent === parent && (claim.state !== null) === isAssessable;
    if (!isSame) problems.add('requirement-differs', `${packagePaths.requirements}: ${id}`);
  }
  const known = new Set(own.map(({ id }) => id));
  for (const id of packed.keys()) {
    if (!known.has(id)) problems.add('requirement-differs', `${packagePaths.requirements}: ${id}`);
  }
}
