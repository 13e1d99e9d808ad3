import { useState } from 'react';
import type { Page } from '../../../app/page.ts';
import { Button } from '../../../components/button.tsx';
import { type Column, DataTable } from '../../../components/data-table.tsx';
import { ExportAction } from '../../../components/export-action.tsx';
import { Loaded } from '../../../components/loaded.tsx';
import { Notice } from '../../../components/notice.tsx';
import { PageHeader } from '../../../components/page-header.tsx';
import { PersonName } from '../../../components/person-name.tsx';
import { Provenance } from '../../../components/provenance.tsx';
import { type Outcome, Said } from '../../../components/said.tsx';
import { StateMark } from '../../../components/state-mark.tsx';
import { When } from '../../../components/when.tsx';
import { textsOf } from '../../../messages/catalogue.ts';
import { ExportTabs } from '../export-tabs.tsx';
import { en } from './en.ts';
import { type Reveal, useReveals, whoseOf } from './use-reveals.ts';
import { WaitingReveals } from './waiting-reveals.tsx';

const texts = textsOf({ en });

export const page: Page = { title: texts.title, component: RevealsPage, permission: 'reveal.list' };

const home = [{ label: 'Exports', href: '/exports' }];

function RevealsPage() {
  const [said, setSaid] = useState<Outcome | null>(null);
  const reveals = useReveals();
  return (
    <>
      <PageHeader
        title={texts.title}
        lead={texts.lead}
        home={home}
        actions={<ExportAction what="reveals" />}
      />
      <ExportTabs />
      <Loaded query={reveals} lines={6}>
        {({ pages }) => {
          const items = pages.flatMap((one) => one.items);
          if (items.length === 0)
            return <Notice state="not-tested" title={texts.none.title} text={texts.none.text} />;
          return (
            <>
              <Said outcome={said} />
              <WaitingReveals reveals={items} onSaid={setSaid} />
              <DataTable label={texts.title} rows={items} columns={columns} keyOf={({ id }) => id} />
              {reveals.hasNextPage && (
                <Button look="quiet" onClick={() => void reveals.fetchNextPage()}>
                  {texts.more}
                </Button>
              )}
            </>
          );
        }}
      </Loaded>
    </>
  );
}

const marks = {
  shown: 'complete',
  waiting: 'pending',
  declined: 'not-applicable',
  over: 'not-applicable',
} as const;

const columns: readonly Column<Reveal>[] = [
  {
    id: 'reader',
    label: texts.columns.reader,
    cell: ({ reader, requestedAt }) => (
      <>
        <PersonName subject={reader} />
        <span className="block text-xs text-note">
          <When at={requestedAt} />
        </span>
      </>
    ),
    sortBy: ({ requestedAt }) => requestedAt,
  },
  { id: 'whose', label: texts.columns.whose, cell: whoseOf },
  {
    id: 'reason',
    label: texts.columns.reason,
    isSecondary: true,
    cell: ({ reason }) => (
      <span className="line-clamp-2 max-w-md text-sm text-soft" title={reason}>
        {reason}
      </span>
    ),
  },
  {
    id: 'state',
    label: texts.columns.state,
    cell: ({ state }) => <StateMark state={marks[state]} label={texts.states[state]} />,
  },
  {
    id: 'entry',
    label: texts.columns.entry,
    align: 'end',
    cell: ({ position }) => <Provenance position={position} />,
  },
];
