import type { Duty } from '@daybook/client';
import type { State } from '../components/state-shape.tsx';
import type { en } from './en.ts';
import type { Thing } from './things-to-do.ts';

type Texts = (typeof en)['duties'];

const states: Readonly<Record<Duty['urgency'], State>> = {
  late: 'failing',
  unknown: 'unknown',
  due: 'pending',
};

/** What waits among people, access and reviews, in the order the server gave it; each with one next step. */
export function dutyThings(duties: readonly Duty[], texts: Texts): readonly Thing[] {
  return duties.map((duty, place) => {
    const words = texts.kinds[duty.kind];
    const count = duty.isAtLeast ? texts.atLeast(String(duty.count)) : String(duty.count);
    const said = duty.count === 1 && !duty.isAtLeast ? words.one : words.many(count);
    const title = said.charAt(0).toUpperCase() + said.slice(1);
    return {
      id: `duty/${duty.kind}/${duty.id ?? place}`,
      state: states[duty.urgency],
      title,
      reason: reasonOf(duty, texts),
      since: duty.dueAt,
      position: null,
      action: { label: words.action, href: hrefOf(duty) },
    };
  });
}

function reasonOf(duty: Duty, texts: Texts): string {
  const { kind, count, names, late, unseen, gaps, urgency } = duty;
  const rest = count - names.length;
  return [
    names.length > 0 ? `${rest > 0 && names.length > 1 ? texts.among : ''}${names.join(', ')}.` : '',
    texts.kinds[kind].reason,
    late > 0 && late < count && urgency !== 'unknown' ? texts.late(String(late)) : '',
    unseen > 0 ? texts.unseen(String(unseen)) : '',
    ...gaps.slice(0, 1).map((gap) => texts.gap(gap)),
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

function hrefOf({ kind, id }: Duty): string {
  const one = (list: string) => (id === null ? list : `${list}/${encodeURIComponent(id)}`);
  switch (kind) {
    case 'leavers-late':
      return id === null ? '/leavers?state=open' : `/leavers/${id}`;
    case 'moves-late':
      return '/access-requests?view=moves';
    case 'gains-unasked':
      return '/access-requests?view=exceptions';
    case 'requests-waiting':
      return '/access-requests';
    case 'reports-waiting':
      return '/leavers/reports';
    case 'review-mine':
    case 'removals-late':
      return one('/access-reviews');
    case 'reviews-due':
      return '/access-reviews';
    case 'agencies-ending':
      return one('/agencies');
    case 'people-unread':
      return '/sources/new';
    default:
      return one('/systems');
  }
}
