import { defineCheck } from '@daybook/kit';
import { judgeRemoval } from './judge-removal.ts';

export const check = defineCheck({
  id: 'leaver-access-removed',
  version: 1,
  title: 'What a leaver had is gone in time',
  summary:
    'Each access of somebody who left (accounts, rights, keys, shared secrets, devices, sessions) was gone in the time allowed and was not used after it.',
  control: 'leaver-access',
  population: 'access-removal',
  related: null,
  evaluate({ value }, _related, { asOf }) {
    if (value.cause !== 'left' && value.cause !== 'report') {
      return { outcome: 'not-applicable', code: 'nobody-left', reason: 'it has to go for another reason' };
    }
    if (value.usedAfterAt !== null) {
      return { outcome: 'fail', code: 'used-after', reason: 'it was used after its holder had left' };
    }
    return judgeRemoval(value, asOf);
  },
});
