import type { LeaverDetail } from '@daybook/client';
import type { ReactNode } from 'react';
import { leaverActions, useLeaver } from '../../../app/leaver-queries.ts';
import type { Page } from '../../../app/page.ts';
import { useWorkspacePath } from '../../../app/queries.ts';
import { usePathParam } from '../../../app/query-state.ts';
import { ButtonLink } from '../../../components/button.tsx';
import { Details, detail } from '../../../components/details.tsx';
import { LeaverFan } from '../../../components/leaver-fan.tsx';
import { Loaded } from '../../../components/loaded.tsx';
import { Remark } from '../../../components/notice.tsx';
import { PageHeader, Section } from '../../../components/page-header.tsx';
import { PersonName } from '../../../components/person-name.tsx';
import { Provenance } from '../../../components/provenance.tsx';
import { ShowMore } from '../../../components/show-more.tsx';
import { StateMark } from '../../../components/state-mark.tsx';
import { Exactly } from '../../../components/when.tsx';
import { textsOf } from '../../../messages/catalogue.ts';
import { formatNumber } from '../../../messages/shared.ts';
import { hoursText, runState } from '../run-state.ts';
import { ApproveRescission } from './approve-rescission.tsx';
import { en } from './en.ts';
import { RemovalTable } from './removal-table.tsx';
import { Rescind } from './rescind.tsx';

const texts = textsOf({ en });

export const page: Page = { title: texts.title, component: Leaver, permission: leaverActions.read };

const home = [{ label: texts.leavers, href: '/leavers' }];

function Leaver() {
  const run = useLeaver(usePathParam('run'));
  return (
    <Loaded query={run} title={texts.title}>
      {({ pages }) => {
        const [first] = pages;
        const removals = pages.flatMap((page) => page.removals);
        return first === undefined ? null : (
          <Run run={{ ...first, removals }} more={<ShowMore query={run} of={texts.items} />} />
        );
      }}
    </Loaded>
  );
}

/** `run` with the items that were read so far; `more` reads on. */
function Run({ run, more }: { run: LeaverDetail; more: ReactNode }) {
  const { look, word } = runState(run);
  return (
    <>
      <PageHeader
        title={run.name}
        home={home}
        note={
          <>
            <StateMark state={look} label={word} />
            <span className="font-mono text-xs">{run.id}</span>
          </>
        }
        lead={verdict(run)}
        actions={<Steps run={run} />}
      />
      <Remarks run={run} />
      <Section title={texts.fan}>
        <LeaverFan run={run} />
      </Section>
      {run.removals.length > 0 && (
        <Section title={texts.items} note={shownOf(run)}>
          <RemovalTable removals={run.removals} />
          {more}
        </Section>
      )}
      <Section title={texts.about.written}>
        <About run={run} />
      </Section>
    </>
  );
}

function shownOf({ removals, counts }: LeaverDetail): string {
  const [shown, all] = [formatNumber(removals.length), formatNumber(counts.items)];
  return removals.length < counts.items ? texts.shownOf(shown, all) : `N = ${all}`;
}

function verdict(run: LeaverDetail): string {
  const { state, standing, counts, elapsedHours, hoursLeast, hoursMost } = run;
  const of = formatNumber(counts.items);
  if (state === 'rescinded') return texts.verdict.rescinded;
  if (run.returnedAt !== null) return texts.verdict.returned;
  if (standing === 'open') return texts.verdict.open(formatNumber(counts.open), of, hoursText(elapsedHours));
  if (standing === 'proven')
    return texts.verdict.proven(of, hoursText(hoursLeast ?? 0), hoursText(hoursMost ?? 0));
  return standing === 'nothing-found' ? texts.verdict[standing] : texts.verdict[standing](of);
}

function Steps({ run }: { run: LeaverDetail }) {
  const { workspace } = useWorkspacePath();
  const proof = `/api/workspaces/${workspace}/leavers/${run.id}/proof`;
  return (
    <>
      <ButtonLink href={`${proof}.pdf`} download>
        {texts.proof.pdf}
      </ButtonLink>
      <ButtonLink href={`${proof}.json`} download>
        {texts.proof.json}
      </ButtonLink>
      <Rescind run={run} />
      <ApproveRescission run={run} />
    </>
  );
}

function Remarks({ run }: { run: LeaverDetail }) {
  const { counts, returnedAt, disputedAt, rescindAskedBy, state, unseen, byWord } = run;
  return (
    <div className="mb-6 space-y-2 empty:hidden">
      {counts.notObservable > 0 && (
        <Remark state="unknown">{texts.notObservable(formatNumber(counts.notObservable))}</Remark>
      )}
      {state !== 'rescinded' && unseen.length > 0 && (
        <Remark state="unknown">{texts.unseen(unseen.join(', '))}</Remark>
      )}
      {byWord.length > 0 && <Remark state="attested">{texts.byWord(byWord.join(', '))}</Remark>}
      {counts.usedAfter > 0 && (
        <Remark state="failing">{texts.usedAfter(formatNumber(counts.usedAfter))}</Remark>
      )}
      {disputedAt !== null && state !== 'rescinded' && <Remark state="unknown">{texts.disputed}</Remark>}
      {rescindAskedBy !== null && state !== 'rescinded' && (
        <Remark state="pending">{texts.rescissionAsked}</Remark>
      )}
      {returnedAt !== null && state !== 'rescinded' && <Remark state="pending">{texts.returned}</Remark>}
    </div>
  );
}

function About({ run }: { run: LeaverDetail }) {
  const words = texts.about;
  const { rescindedBy, rescindReason } = run;
  return (
    <Details
      items={[
        detail(words.effective, <Exactly at={run.effectiveAt} />),
        detail(words.toldBy, words.ways[run.toldBy]),
        ...(run.isInvoluntary ? [detail(words.involuntary, words.yes)] : []),
        ...(run.reason === null ? [] : [detail(words.reason, run.reason)]),
        ...(rescindedBy === null ? [] : [detail(words.rescinded, <PersonName subject={rescindedBy} />)]),
        ...(rescindReason === null ? [] : [detail(words.reason, rescindReason)]),
        detail(words.written, <Provenance position={run.position} />),
      ]}
    />
  );
}
