import type { Agency } from '@daybook/client';
import { StateMark } from '../../components/state-mark.tsx';
import type { State } from '../../components/state-shape.tsx';
import { dayText } from '../../components/when.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { formatNumber } from '../../messages/shared.ts';
import { en } from './en.ts';

const texts = textsOf({ en });

/** How an engagement stands. Ended with accounts left is what has to be seen first; none found settles nothing while lists are open. */
export function AgencyState({ agency }: { agency: Agency }) {
  const { state, accounts, engagementUntil, openLists } = agency;
  const isOpen = state === 'ended' && openLists.length > 0;
  const isLeft = state === 'ended' && accounts > 0;
  return (
    <>
      <StateMark state={markOf(agency)} label={texts.states[state]} />{' '}
      <span className="text-sm text-note">
        {engagementUntil === null ? texts.noEnd : `${dayText(engagementUntil)}, ${daysText(agency)}`}
      </span>
      {isLeft && <span className="block text-sm text-fail">{texts.stillThere(formatNumber(accounts))}</span>}
      {isOpen && (
        <span className="block text-sm text-unsure">
          {texts.openLists(formatNumber(openLists.length), openLists.length === 1)}
        </span>
      )}
    </>
  );
}

function markOf({ state, accounts, engagementUntil, openLists }: Agency): State {
  if (state === 'ended' && accounts > 0) return 'failing';
  if (state === 'ended') return openLists.length > 0 ? 'unknown' : 'not-applicable';
  if (state === 'ending' || state === 'not-begun') return 'pending';
  return engagementUntil === null ? 'unknown' : 'running';
}

function daysText({ daysLeft }: Agency): string {
  if (daysLeft === null) return texts.noEnd;
  if (daysLeft === 0) return texts.lastDay;
  return daysLeft > 0 ? texts.days(daysLeft) : texts.over(-daysLeft);
}
