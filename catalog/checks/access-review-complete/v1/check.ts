import { defineCheck, type FactOf, type Finding } from '@daybook/kit';

type Review = FactOf<'access-review'>;

export const check = defineCheck({
  id: 'access-review-complete',
  version: 1,
  title: 'Access is reviewed in time, whole and by others',
  summary:
    'Each review that is due was held in its period over a whole list, every access was decided, nobody decided their own, and what had to go is proven gone.',
  control: 'access-review',
  population: 'access-review',
  related: null,
  evaluate({ value }, _related, { asOf }) {
    if (value.ownDecisions > 0) return fail('own-access-decided', 'somebody decided about their own access');
    if (value.closedAt === null) return judgeUnfinished(value, asOf);
    return judgeClosed(value, value.closedAt);
  },
});

function judgeUnfinished({ openedAt, dueAt }: Review, asOf: string): Finding {
  if (asOf < dueAt) {
    const [code, reason] =
      openedAt === null ? ['not-due', 'it is not due yet'] : ['under-way', 'it is under way and not due yet'];
    return { outcome: 'not-applicable', code, reason, reevaluateAt: dueAt };
  }
  return openedAt === null
    ? fail('not-held', 'its day has passed, and it was not begun')
    : fail('not-finished', 'its day has passed, and it is not finished');
}

function judgeClosed(review: Review, closedAt: string): Finding {
  if (closedAt > review.dueAt) return fail('late', 'it was finished after its day');
  if (review.decided < review.items)
    return fail('not-all-decided', 'it was closed with accesses nobody decided');
  if (review.removalsLate > 0)
    return fail('removal-late', 'an access that had to go was still there after its time');
  if (review.isWhole !== true) {
    return unknown(
      'list-not-whole',
      'it is not known whether the list it went through was whole',
      'collect a complete list of the system, and review what it shows',
    );
  }
  if (review.items === 0) {
    return { outcome: 'not-applicable', code: 'nobody-to-review', reason: 'nobody has access to the system' };
  }
  if (review.removalsProven < review.removals) {
    return unknown(
      'removal-open',
      'no complete list has shown in time that all that had to go is gone',
      'remove what was decided, and collect the list of the system again',
    );
  }
  return {
    outcome: 'pass',
    code: 'reviewed',
    reason: 'all of it was decided in time, and what had to go is gone',
  };
}

function fail(code: string, reason: string): Finding {
  return { outcome: 'fail', code, reason };
}

function unknown(code: string, reason: string, settle: string): Finding {
  return { outcome: 'unknown', code, reason, settle };
}
