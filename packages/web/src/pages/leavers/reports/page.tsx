import type { LeaveReport } from '@daybook/client';
import { useMemo, useState } from 'react';
import { leaverActions, useLeaveReports } from '../../../app/leaver-queries.ts';
import type { Page } from '../../../app/page.ts';
import { type Column, DataTable } from '../../../components/data-table.tsx';
import { Loaded } from '../../../components/loaded.tsx';
import { MaskedText } from '../../../components/masked-text.tsx';
import { Notice } from '../../../components/notice.tsx';
import { PageHeader } from '../../../components/page-header.tsx';
import { type Outcome, Said } from '../../../components/said.tsx';
import { ShowMore } from '../../../components/show-more.tsx';
import { StateMark } from '../../../components/state-mark.tsx';
import type { State } from '../../../components/state-shape.tsx';
import { dayText, When } from '../../../components/when.tsx';
import { textsOf } from '../../../messages/catalogue.ts';
import { LeaverTabs } from '../leaver-tabs.tsx';
import { DismissFlood } from './dismiss-flood.tsx';
import { en } from './en.ts';
import { LeaveForm } from './leave-form.tsx';
import { ReportSteps } from './report-steps.tsx';
import { WhoIsMeant } from './who-is-meant.tsx';

const texts = textsOf({ en });

export const page: Page = { title: texts.title, component: Reports, permission: leaverActions.listReports };

function Reports() {
  const reports = useLeaveReports();
  const [said, setSaid] = useState<Outcome | null>(null);
  const columns = useMemo(() => [...facts, stepsColumn(setSaid)], []);
  return (
    <>
      <PageHeader title={texts.heading} lead={texts.lead} />
      <LeaverTabs />
      <Said outcome={said} />
      <Loaded query={reports} lines={3}>
        {({ pages }) => {
          const rows = pages.flatMap(({ items }) => items);
          return (
            <>
              {isFlooded(rows) && <DismissFlood onSaid={setSaid} />}
              <DataTable
                label={texts.heading}
                rows={rows}
                columns={columns}
                keyOf={({ id }) => id}
                empty={<Notice state="not-tested" title={texts.empty.title} text={texts.empty.text} />}
              />
            </>
          );
        }}
      </Loaded>
      <ShowMore query={reports} of={texts.heading} />
      <LeaveForm />
    </>
  );
}

/** More wait than anybody would decide one by one. */
function isFlooded(reports: readonly LeaveReport[]): boolean {
  return reports.filter(({ way, state }) => way === 'form' && state === 'waiting').length >= 20;
}

const looks: Readonly<Record<LeaveReport['state'], State>> = {
  waiting: 'pending',
  confirmed: 'pass',
  dismissed: 'not-applicable',
  repeated: 'not-applicable',
};

function stepsColumn(onSaid: (said: Outcome) => void): Column<LeaveReport> {
  return {
    id: 'steps',
    label: texts.columns.steps,
    align: 'end',
    cell: (report) => <ReportSteps report={report} onSaid={onSaid} />,
  };
}

const facts: readonly Column<LeaveReport>[] = [
  { id: 'who', label: texts.columns.who, width: 'max-w-72', cell: (report) => <Who report={report} /> },
  {
    id: 'how',
    label: texts.columns.how,
    isSecondary: true,
    cell: ({ way, sender }) => (
      <span className="block py-1">
        {texts.ways[way]}
        <span className={`block text-sm ${sender === 'failed' ? 'text-fail' : 'text-note'}`}>
          {texts.senders[sender]}
        </span>
      </span>
    ),
  },
  {
    id: 'words',
    label: texts.columns.words,
    isSecondary: true,
    width: 'max-w-72',
    cell: ({ words }) => (words === null ? '' : <MaskedText text={words} />),
  },
  {
    id: 'state',
    label: texts.columns.state,
    cell: ({ state }) => <StateMark state={looks[state]} label={texts.states[state]} />,
    sortBy: ({ state }) => state,
  },
  {
    id: 'at',
    label: texts.columns.at,
    align: 'end',
    isSecondary: true,
    cell: ({ receivedAt }) => <When at={receivedAt} />,
    sortBy: ({ receivedAt }) => receivedAt,
  },
];

function Who({ report }: { report: LeaveReport }) {
  const { name, isKnown, lastDay } = report;
  if (name === null) return <span className="text-note">{texts.nobody}</span>;
  return (
    <span className="block py-1">
      <MaskedText text={name} />
      {!isKnown && <span className="block text-sm text-unsure">{texts.unknownPerson}</span>}
      {lastDay !== null && <span className="block text-sm text-note">{texts.lastDay(dayText(lastDay))}</span>}
      <WhoIsMeant report={report} />
    </span>
  );
}
