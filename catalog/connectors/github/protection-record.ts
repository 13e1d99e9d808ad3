import type { RecordOf } from '@daybook/kit';
import type { Protection, Rules } from './answer-schemas.ts';

/** Classic protection and rulesets add up: the stricter of both holds. */
export function protectionRecord(
  branch: string,
  protection: Protection | null,
  rules: Rules,
): RecordOf<'branch-protection'> {
  const has = (type: string) => rules.some((rule) => rule.type === type);
  const reviews = protection?.required_pull_request_reviews ?? null;
  const reviewRules = rules.filter((rule) => rule.type === 'pull_request');
  const approvals = [
    reviews?.required_approving_review_count ?? 0,
    ...reviewRules.map((rule) => rule.parameters?.required_approving_review_count ?? 0),
  ];
  return {
    branch: branch.slice(0, 200),
    isDefault: true,
    isProtected: protection !== null || rules.length > 0,
    requiredApprovals: Math.max(...approvals),
    dismissesStaleReviews:
      reviews?.dismiss_stale_reviews === true ||
      reviewRules.some((rule) => rule.parameters?.dismiss_stale_reviews_on_push === true),
    appliesToAdministrators: bindsAdministrators(protection, rules),
    allowsForcePush: allows(protection, protection?.allow_force_pushes) && !has('non_fast_forward'),
    allowsDeletion: allows(protection, protection?.allow_deletions) && !has('deletion'),
    requiresStatusChecks: Boolean(protection?.required_status_checks) || has('required_status_checks'),
  };
}

/** Who may go past a ruleset is not told with its rules, so with rulesets alone it stays unknown. */
function bindsAdministrators(protection: Protection | null, rules: Rules): boolean | 'unknown' {
  const asksForReviews = Boolean(protection?.required_pull_request_reviews);
  if (protection?.enforce_admins?.enabled === true && (rules.length === 0 || asksForReviews)) return true;
  return rules.length > 0 ? 'unknown' : false;
}

/** A branch without protection allows everything; with it, what is not switched on is refused. */
function allows(protection: Protection | null, option: { readonly enabled: boolean } | undefined): boolean {
  return protection === null || option?.enabled === true;
}
