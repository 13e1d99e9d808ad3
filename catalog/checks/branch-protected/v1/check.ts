import { defineCheck, type FactOf, type Finding } from '@daybook/kit';

type Protection = FactOf<'branch-protection'>;

export const check = defineCheck({
  id: 'branch-protected',
  version: 1,
  title: 'Default branch protected',
  summary:
    'The default branch is protected, needs at least one approving review, refuses force pushes and makes no exception for administrators.',
  control: 'branch-protection',
  population: 'branch-protection',
  related: null,
  evaluate(item) {
    if (!item.value.isDefault) {
      return {
        outcome: 'not-applicable',
        code: 'not-default',
        reason: 'only the default branch is judged; this is another branch',
      };
    }
    return firstFailure(item.value) ?? firstGap(item.value) ?? protectedBranch;
  },
});

const protectedBranch: Finding = {
  outcome: 'pass',
  code: 'protected',
  reason: 'it needs an approving review, refuses force pushes and binds administrators too',
};

/** One setting known to be wrong decides, whatever else cannot be seen. */
function firstFailure(protection: Protection): Finding | null {
  if (protection.isProtected === false) return fail('not-protected', 'it is not protected');
  if (protection.requiredApprovals === 0) {
    return fail('no-required-approval', 'it can be changed without an approving review');
  }
  if (protection.allowsForcePush === true) {
    return fail('force-push-allowed', 'its history can be rewritten by a force push');
  }
  if (protection.appliesToAdministrators === false) {
    return fail('administrators-exempt', 'its rules do not bind administrators');
  }
  return null;
}

function firstGap(protection: Protection): Finding | null {
  if (protection.isProtected === 'unknown') return unknown('protection-unknown', 'whether it is protected');
  if (protection.requiredApprovals === 'unknown') {
    return unknown('required-approvals-unknown', 'how many approving reviews it needs');
  }
  if (protection.allowsForcePush === 'unknown') {
    return unknown('force-push-unknown', 'whether it refuses force pushes');
  }
  if (protection.appliesToAdministrators === 'unknown') {
    return unknown('administrators-unknown', 'whether its rules bind administrators');
  }
  return null;
}

function fail(code: string, reason: string): Finding {
  return { outcome: 'fail', code, reason };
}

function unknown(code: string, what: string): Finding {
  return {
    outcome: 'unknown',
    code,
    reason: `the source does not tell ${what}`,
    settle: 'give the connection the right to read branch protection and rulesets, then collect again',
  };
}
