import type { Agency } from '@daybook/client';
import { TextLink } from '../../components/anchor.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { dayText, When } from '../../components/when.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { formatNumber } from '../../messages/shared.ts';
import { leftOf, lookOf } from './agency-look.ts';
import { en } from './en.ts';

const texts = textsOf({ en });

/** How an engagement stands. Ended with accounts left is what has to be seen first; none found settles nothing while lists are open. */
export function AgencyState({ agency }: { agency: Agency }) {
  const { state, openLists, run } = agency;
  const isOpen = state === 'ended' && openLists.length > 0;
  const left = leftOf(agency);
  return (
    <>
      <StateMark state={lookOf(agency)} label={texts.states[state]} />{' '}
      <span className="text-sm text-note">
        <Until agency={agency} />
      </span>
      {left > 0 && <span className="block text-sm text-fail">{texts.stillThere(formatNumber(left))}</span>}
      {state === 'ended' && run !== null && (
        <span className="block text-sm">
          <TextLink href={`/leavers/${run.id}`}>{texts.seeRun}</TextLink>
        </span>
      )}
      {isOpen && (
        <span className="block text-sm text-unsure">
          {texts.openLists(formatNumber(openLists.length), openLists.length === 1)}
        </span>
      )}
    </>
  );
}

/** The end that counts: the one somebody wrote down, else the last day. */
function Until({ agency }: { agency: Agency }) {
  const { endedAt, engagementUntil } = agency;
  if (endedAt !== null) return <When at={endedAt} />;
  return engagementUntil === null ? texts.noEnd : `${dayText(engagementUntil)}, ${daysText(agency)}`;
}

function daysText({ daysLeft }: Agency): string {
  if (daysLeft === null) return texts.noEnd;
  if (daysLeft === 0) return texts.lastDay;
  return daysLeft > 0 ? texts.days(daysLeft) : texts.over(-daysLeft);
}
