import { type Emission, type PopulationRef, type RecordOf, SourceError } from '@daybook/kit';
import { populationEnd } from './population-end.ts';
import type { ProtectionRule, RecordedNodes, RecordedRepository } from './recorded-pull-requests.ts';
import { scopeOf } from './scope-of.ts';

const maxGapHours = 31 * 24;

/** Branch protection as recorded, one population per repository whose rules were asked for. */
export function recordedProtection(nodes: RecordedNodes): Emission[][] {
  const populations: Emission[][] = [];
  for (const [id, repository] of nodes.repositories) {
    const rules = nodes.rulesOf(id);
    if (rules !== null) populations.push(emissionsOf(repository, rules));
  }
  return populations;
}

function emissionsOf(repository: RecordedRepository, rules: readonly ProtectionRule[]): Emission[] {
  const population: PopulationRef = { kind: 'branch-protection', scope: scopeOf(repository.url) };
  const { defaultBranch } = repository;
  const failure =
    defaultBranch === null
      ? new SourceError(
          'source-truncated',
          'the recording does not say which branch is the default one',
          'record `defaultBranchRef` too, or connect GitHub with a token',
        )
      : null;
  const records = rules.map((rule) => recordOf(rule, defaultBranch));
  const isCovered = records.some((record) => record.isDefault);
  if (defaultBranch !== null && !isCovered) records.push(unprotected(defaultBranch));
  return [
    { type: 'population', ...population, query: 'branch protection rules of a recording', maxGapHours },
    ...records.map((record): Emission => ({ type: 'record', ...population, record })),
    populationEnd(population, {
      failure,
      sourceCount: null,
      pages: 1,
      gaps: ['rulesets are not in the recording'],
      attributes: { rules: rules.length },
    }),
  ];
}

function recordOf(rule: ProtectionRule, defaultBranch: string | null): RecordOf<'branch-protection'> {
  const approvals =
    rule.requiresApprovingReviews === false ? 0 : (rule.requiredApprovingReviewCount ?? 'unknown');
  return {
    branch: rule.pattern.slice(0, 200),
    isDefault: rule.pattern === defaultBranch,
    isProtected: true,
    requiredApprovals: approvals,
    dismissesStaleReviews: rule.dismissesStaleReviews ?? 'unknown',
    appliesToAdministrators: rule.isAdminEnforced ?? 'unknown',
    allowsForcePush: rule.allowsForcePushes ?? 'unknown',
    allowsDeletion: rule.allowsDeletions ?? 'unknown',
    requiresStatusChecks: rule.requiresStatusChecks ?? 'unknown',
  };
}

/** No rule names the default branch exactly; a pattern or a ruleset may still reach it, so nothing is claimed. */
function unprotected(branch: string): RecordOf<'branch-protection'> {
  return {
    branch: branch.slice(0, 200),
    isDefault: true,
    isProtected: 'unknown',
    requiredApprovals: 'unknown',
    dismissesStaleReviews: 'unknown',
    appliesToAdministrators: 'unknown',
    allowsForcePush: 'unknown',
    allowsDeletion: 'unknown',
    requiresStatusChecks: 'unknown',
  };
}
