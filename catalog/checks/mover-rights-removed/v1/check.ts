import { defineCheck, type Finding } from '@daybook/kit';
import { judgeRemoval } from './judge-removal.ts';

export const check = defineCheck({
  id: 'mover-rights-removed',
  version: 1,
  title: 'Rights of the old role are gone or approved again',
  summary:
    'After a change of role each right of the old one was gone in the time allowed, or somebody decided in that time that it may stay.',
  control: 'mover-access',
  population: 'access-removal',
  related: null,
  evaluate({ value }, _related, { asOf }) {
    if (value.cause !== 'role-changed') {
      return { outcome: 'not-applicable', code: 'no-role-change', reason: 'it has to go for another reason' };
    }
    if (value.approvedAgainAt !== null) return judgeApprovedAgain(value.approvedAgainAt, value.dueAt);
    return judgeRemoval(value, asOf);
  },
});

function judgeApprovedAgain(approvedAgainAt: string, dueAt: string): Finding {
  return approvedAgainAt <= dueAt
    ? { outcome: 'pass', code: 'approved-again', reason: 'somebody decided in time that it may stay' }
    : {
        outcome: 'fail',
        code: 'approved-late',
        reason: 'that it may stay was decided after the time had run out',
      };
}
