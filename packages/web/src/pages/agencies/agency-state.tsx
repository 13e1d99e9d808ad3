import type { Agency } from '@daybook/client';
import { TextLink } from '../../components/anchor.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import type { State } from '../../components/state-shape.tsx';
import { dayText } from '../../components/when.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { formatNumber } from '../../messages/shared.ts';
import { en } from './en.ts';

const texts = textsOf({ en });

/** How an engagement stands. Ended with accounts left is what has to be seen first; none found settles nothing while lists are open. */
export function AgencyState({ agency }: { agency: Agency }) {
  const { state, engagementUntil, openLists, run } = agency;
  const isOpen = state === 'ended' && openLists.length > 0;
  const left = leftOf(agency);
  return (
    <>
      <StateMark state={markOf(agency)} label={texts.states[state]} />{' '}
      <span className="text-sm text-note">
        {engagementUntil === null ? texts.noEnd : `${dayText(engagementUntil)}, ${daysText(agency)}`}
      </span>
      {left > 0 && <span className="block text-sm text-fail">{texts.stillThere(formatNumber(left))}</span>}
      {state === 'ended' && run !== null && <TextLink href={`/leavers/${run.id}`}>{texts.seeRun}</TextLink>}
      {isOpen && (
        <span className="block text-sm text-unsure">
          {texts.openLists(formatNumber(openLists.length), openLists.length === 1)}
        </span>
      )}
    </>
  );
}

/** Of an ended one: what is linked to it, or what its run still waits for, its people on lists of people included. */
function leftOf({ state, accounts, run }: Agency): number {
  return state === 'ended' ? Math.max(accounts, run?.open ?? 0) : 0;
}

function markOf(agency: Agency): State {
  const { state, engagementUntil, openLists } = agency;
  if (leftOf(agency) > 0) return 'failing';
  if (state === 'ended') return openLists.length > 0 ? 'unknown' : 'not-applicable';
  if (state === 'ending' || state === 'not-begun') return 'pending';
  return engagementUntil === null ? 'unknown' : 'running';
}

function daysText({ daysLeft }: Agency): string {
  if (daysLeft === null) return texts.noEnd;
  if (daysLeft === 0) return texts.lastDay;
  return daysLeft > 0 ? texts.days(daysLeft) : texts.over(-daysLeft);
}
