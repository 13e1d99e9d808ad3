import type { LeaverFigures } from '@daybook/client';
import type { ReactNode } from 'react';
import { leaverActions, useLeaverFigures } from '../app/leaver-queries.ts';
import { useMay } from '../app/session.ts';
import { TextLink } from '../components/anchor.tsx';
import { StateMark } from '../components/state-mark.tsx';
import { dayText } from '../components/when.tsx';
import { textsOf } from '../messages/catalogue.ts';
import { formatNumber } from '../messages/shared.ts';
import { en } from './en.ts';
import { leaverHeadline, leaverRemarks } from './leaver-headline.ts';
import { hoursText } from './leavers/run-state.ts';

const texts = textsOf({ en }).leavers;

/** The headline: hours from leaving to verified zero access, with N, window, and what is not known. */
export function LeaverNumber() {
  const mayList = useMay(leaverActions.list);
  const figures = useLeaverFigures(mayList);
  if (!mayList) return null;
  if (figures.data === undefined) return <Frame value={<span className="text-note">…</span>}>{null}</Frame>;
  return <Frame value={headline(figures.data)}>{<Notes figures={figures.data} />}</Frame>;
}

function Frame({ value, children }: { value: ReactNode; children: ReactNode }) {
  return (
    <section aria-labelledby="leaver-number" className="mb-6">
      <h2 id="leaver-number" className="text-sm font-normal text-note">
        {texts.title}
      </h2>
      <p className="number min-h-9 text-2xl font-semibold tracking-tight">{value}</p>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 text-sm text-note">{children}</div>
    </section>
  );
}

function headline(figures: LeaverFigures): ReactNode {
  const { text, isNumber } = leaverHeadline(figures);
  return isNumber ? text : <span className="text-lg font-medium text-soft">{text}</span>;
}

function Notes({ figures }: { figures: LeaverFigures }) {
  const { n, window, open, late, notObservable, usedAfter, isWhole, reasons, oldestOpenHours } = figures;
  return (
    <>
      <span className="number">{texts.over(formatNumber(n), dayText(window.from), dayText(window.to))}</span>
      {leaverRemarks(figures).map((remark) => (
        <span key={remark}>{remark}</span>
      ))}
      {open > 0 && (
        <TextLink href="/leavers?state=open">
          {texts.open(formatNumber(open), hoursText(oldestOpenHours ?? 0))}
        </TextLink>
      )}
      {late > 0 && <StateMark state="failing" label={texts.late(formatNumber(late))} />}
      {usedAfter > 0 && <StateMark state="failing" label={texts.usedAfter(formatNumber(usedAfter))} />}
      {notObservable > 0 && (
        <StateMark state="unknown" label={texts.notObservable(formatNumber(notObservable))} />
      )}
      {!isWhole && (
        <span className="inline-flex flex-wrap items-center gap-x-2">
          <StateMark state="unknown" label={texts.notWhole} />
          {reasons[0] !== undefined && <span className="prose-line">{reasons[0]}.</span>}
        </span>
      )}
    </>
  );
}
