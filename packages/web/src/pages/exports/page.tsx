import { Download } from 'lucide-react';
import { useState } from 'react';
import type { Page } from '../../app/page.ts';
import { useMay, useWorkspace } from '../../app/session.ts';
import { Button, ButtonLink } from '../../components/button.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Notice } from '../../components/notice.tsx';
import { PageHeader, Section } from '../../components/page-header.tsx';
import { PersonName } from '../../components/person-name.tsx';
import { Provenance } from '../../components/provenance.tsx';
import { type Outcome, Said } from '../../components/said.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { When } from '../../components/when.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { formatNumber } from '../../messages/shared.ts';
import { AskExport } from './ask-export.tsx';
import { en } from './en.ts';
import { ExportLimit } from './export-limit.tsx';
import { ExportTabs } from './export-tabs.tsx';
import { listName } from './list-name.ts';
import { type Export, useExports } from './use-exports.ts';
import { WaitingExports } from './waiting-exports.tsx';

const texts = textsOf({ en });

export const page: Page = {
  title: texts.title,
  component: ExportsPage,
  permission: 'export.list',
  nav: { group: 'records', order: 4, key: 'x', icon: Download },
};

function ExportsPage() {
  const exports = useExports();
  const mayAsk = useMay('export.create');
  const maySet = useMay('setting.change');
  const [said, setSaid] = useState<Outcome | null>(null);
  return (
    <>
      <PageHeader title={texts.title} lead={texts.lead} />
      <ExportTabs />
      <Loaded query={exports} lines={6}>
        {({ pages }) => {
          const items = pages.flatMap((one) => one.items);
          const { lists, rowsAlone } = pages[0] ?? { lists: [], rowsAlone: 0 };
          return (
            <>
              <Said outcome={said} />
              {mayAsk && <AskExport offered={lists} rowsAlone={rowsAlone} onSaid={setSaid} />}
              <WaitingExports exports={items} onSaid={setSaid} />
              <AllExports items={items} more={exports.hasNextPage ? exports.fetchNextPage : undefined} />
              {maySet && <ExportLimit key={rowsAlone} rowsAlone={rowsAlone} onSaid={setSaid} />}
            </>
          );
        }}
      </Loaded>
    </>
  );
}

function AllExports({ items, more }: { items: readonly Export[]; more: (() => unknown) | undefined }) {
  const { all } = texts;
  return (
    <Section title={all.title}>
      {items.length === 0 ? (
        <Notice state="not-tested" title={all.none.title} text={all.none.text} />
      ) : (
        <DataTable label={all.title} rows={items} columns={columns} keyOf={({ id }) => id} />
      )}
      {more !== undefined && (
        <Button look="quiet" onClick={() => void more()}>
          {all.more}
        </Button>
      )}
    </Section>
  );
}

const columns: readonly Column<Export>[] = [
  {
    id: 'what',
    label: texts.all.columns.what,
    cell: ({ what, reason }) => (
      <>
        {listName(what)}
        <span className="block max-w-[50vw] truncate text-xs text-note md:max-w-72" title={reason}>
          {reason}
        </span>
      </>
    ),
    sortBy: ({ what }) => what,
  },
  {
    id: 'by',
    label: texts.all.columns.by,
    isSecondary: true,
    cell: ({ requestedBy, requestedAt }) => (
      <>
        <PersonName subject={requestedBy} />
        <span className="block text-xs text-note">
          <When at={requestedAt} />
        </span>
      </>
    ),
    sortBy: ({ requestedAt }) => requestedAt,
  },
  {
    id: 'rows',
    label: texts.all.columns.rows,
    align: 'end',
    isSecondary: true,
    cell: ({ rows }) => <span className="number">{formatNumber(rows)}</span>,
    sortBy: ({ rows }) => rows,
  },
  { id: 'state', label: texts.all.columns.state, cell: (one) => <State one={one} /> },
  {
    id: 'downloads',
    label: texts.all.columns.downloads,
    align: 'end',
    isSecondary: true,
    cell: ({ downloads }) => <span className="number">{formatNumber(downloads)}</span>,
    sortBy: ({ downloads }) => downloads,
  },
  {
    id: 'entry',
    label: texts.all.columns.entry,
    align: 'end',
    cell: ({ position }) => <Provenance position={position} />,
  },
];

const marks = {
  ready: 'complete',
  waiting: 'pending',
  declined: 'not-applicable',
  expired: 'not-applicable',
  withdrawn: 'not-applicable',
} as const;

function State({ one }: { one: Export }) {
  const { subject, slug } = useWorkspace();
  const isMine = one.requestedBy === subject;
  if (one.state === 'ready' && isMine) {
    return (
      <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <ButtonLink href={`/api/workspaces/${slug}/exports/${one.id}/file`} download>
          {texts.all.fetch}
        </ButtonLink>
        <span className="text-xs text-note">
          {texts.all.until} <When at={one.until} />
        </span>
      </span>
    );
  }
  return <StateMark state={marks[one.state]} label={texts.states[one.state]} />;
}
