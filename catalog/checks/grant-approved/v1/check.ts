import { defineCheck, type FactOf, type Finding } from '@daybook/kit';

export const check = defineCheck({
  id: 'grant-approved',
  version: 1,
  title: 'Weighty rights are approved by a second person',
  summary:
    'Each right in force that weighs so much that a second person has to agree was approved by someone who neither asked for it nor holds it.',
  control: 'privileged-access',
  population: 'grant',
  related: null,
  evaluate({ value }) {
    return exemption(value) ?? judgeApproval(value);
  },
});

function exemption(grant: FactOf<'grant'>): Finding | null {
  if (grant.isInForce === false) {
    return { outcome: 'not-applicable', code: 'not-in-force', reason: 'it is not in force' };
  }
  if (grant.needsApproval === false) {
    return {
      outcome: 'not-applicable',
      code: 'needs-no-approval',
      reason: 'it weighs too little to need a second person, or it came with the system',
    };
  }
  if (grant.needsApproval === true) return null;
  return unknown('need-unknown', 'the source does not tell whether it needs an approval');
}

function judgeApproval({ approvedBy, requestedBy, holder }: FactOf<'grant'>): Finding {
  if (approvedBy === 'unknown')
    return unknown('approver-unknown', 'the source does not tell who approved it');
  if (approvedBy === null) return fail('no-second-person', 'it was given by one person alone');
  if (approvedBy === holder) return fail('approved-by-holder', 'whoever holds it approved it');
  if (approvedBy === requestedBy) return fail('approved-by-requester', 'whoever asked for it approved it');
  return { outcome: 'pass', code: 'approved', reason: 'someone else approved it' };
}

function fail(code: string, reason: string): Finding {
  return { outcome: 'fail', code, reason };
}

function unknown(code: string, reason: string): Finding {
  return { outcome: 'unknown', code, reason, settle: 'collect a source that tells who approved which right' };
}
