import { defineCheck, type FactOf, type Finding } from '@daybook/kit';

type Gain = FactOf<'access-gain'>;

export const check = defineCheck({
  id: 'access-approved',
  version: 1,
  title: 'New access rests on an approved request',
  summary:
    'Each access that appeared since the list before was asked for, approved by somebody else before it was first seen, and is what was approved.',
  control: 'access-approval',
  population: 'access-gain',
  related: null,
  evaluate({ value }) {
    if (value.lastAbsentAt === null) {
      const reason = 'it is on the first complete list, so nobody saw it appear';
      return { outcome: 'not-applicable', code: 'there-before', reason };
    }
    if (value.request === null) return fail('no-request', 'it appeared, and nobody had asked for it');
    return judgeApproval(value) ?? judgeFit(value);
  },
});

/** Null where the approval itself is beyond doubt. */
function judgeApproval({
  approvedBy,
  approvedAt,
  holder,
  person,
  requestedBy,
  firstSeenAt,
}: Gain): Finding | null {
  if (approvedBy === null || approvedAt === null) {
    return fail('not-approved', 'it was asked for, and nobody approved it');
  }
  if (approvedBy === holder || approvedBy === person) {
    return fail('approved-by-holder', 'whoever got it approved it');
  }
  if (approvedBy === requestedBy) return fail('approved-by-requester', 'whoever asked for it approved it');
  if (approvedAt > firstSeenAt) return fail('approved-later', 'it was there before it was approved');
  if (requestedBy !== null) return null;
  return unknown(
    'requester-unknown',
    'it is not known who asked for it, and so not whether somebody else approved it',
    'have requests name who asked',
  );
}

function judgeFit({ fits }: Gain): Finding {
  if (fits === false) return fail('other-than-approved', 'more or other than what was approved appeared');
  if (fits === 'unknown') {
    return unknown(
      'fit-unknown',
      'the source does not tell what the role allows, so it cannot be held against the request',
      'say of the role which rights it gives, or look and decide by hand',
    );
  }
  return { outcome: 'pass', code: 'approved', reason: 'somebody else approved it before it was first seen' };
}

function fail(code: string, reason: string): Finding {
  return { outcome: 'fail', code, reason };
}

function unknown(code: string, reason: string, settle: string): Finding {
  return { outcome: 'unknown', code, reason, settle };
}
