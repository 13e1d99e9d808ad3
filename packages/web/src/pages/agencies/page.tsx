import { type Agency, read } from '@daybook/client';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Handshake } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import type { Page } from '../../app/page.ts';
import { useWorkspacePath } from '../../app/queries.ts';
import { useMay } from '../../app/session.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { ExportAction } from '../../components/export-action.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { MaskedText } from '../../components/masked-text.tsx';
import { Notice } from '../../components/notice.tsx';
import { PageHeader, Section } from '../../components/page-header.tsx';
import { Provenance } from '../../components/provenance.tsx';
import { type Outcome, Said } from '../../components/said.tsx';
import { ShowMore } from '../../components/show-more.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { formatNumber } from '../../messages/shared.ts';
import { AgencyForm } from './agency-form.tsx';
import { AgencyState } from './agency-state.tsx';
import { en } from './en.ts';

const texts = textsOf({ en });

export const page: Page = {
  title: texts.title,
  component: Agencies,
  permission: 'agency.list',
  nav: { group: 'people', order: 6, key: 'n', icon: Handshake },
};

function Agencies() {
  const agencies = useAgencies();
  const mayRegister = useMay('agency.register');
  const [said, setSaid] = useState<Outcome | null>(null);
  return (
    <>
      <PageHeader title={texts.title} lead={texts.lead} actions={<ExportAction what="agencies" />} />
      <Loaded query={agencies} lines={4}>
        {({ pages }) => {
          const all = pages.flatMap(({ items }) => items);
          return (
            <>
              <Said outcome={said} />
              {all.length === 0 ? (
                <Notice state="not-tested" title={texts.none.title} text={texts.none.text} />
              ) : (
                <DataTable
                  label={texts.title}
                  rows={all}
                  columns={columns}
                  keyOf={({ id }) => id}
                  hrefOf={({ id }) => `/agencies/${id}`}
                />
              )}
              <ShowMore query={agencies} of={texts.title} />
              {mayRegister && (
                <Section title={texts.register}>
                  <AgencyForm key={all.length} agency={null} onSaid={setSaid} />
                </Section>
              )}
            </>
          );
        }}
      </Loaded>
    </>
  );
}

function useAgencies() {
  const path = useWorkspacePath();
  return useInfiniteQuery({
    queryKey: ['agencies', path.workspace, 'list'],
    queryFn: ({ pageParam, signal }) => {
      const query = pageParam === null ? {} : { cursor: pageParam };
      return read(api.GET('/api/workspaces/{workspace}/agencies', { params: { path, query }, signal }));
    },
    initialPageParam: null as string | null, // the first page has no cursor
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
  });
}

const columns: readonly Column<Agency>[] = [
  {
    id: 'name',
    label: texts.columns.name,
    cell: ({ name }) => name,
    sortBy: ({ name }) => name,
    width: 'w-1/3',
  },
  {
    id: 'state',
    label: texts.columns.state,
    cell: (agency) => <AgencyState agency={agency} />,
    sortBy: ({ daysLeft }) => daysLeft ?? Number.MAX_SAFE_INTEGER,
  },
  {
    id: 'accounts',
    label: texts.columns.accounts,
    align: 'end',
    isSecondary: true,
    cell: ({ accounts }) => <span className="number">{formatNumber(accounts)}</span>,
    sortBy: ({ accounts }) => accounts,
  },
  {
    id: 'contact',
    label: texts.columns.contact,
    isSecondary: true,
    cell: ({ contact }) => contact !== null && <MaskedText text={contact.name} />,
  },
  {
    id: 'entry',
    label: texts.columns.entry,
    align: 'end',
    isSecondary: true,
    cell: ({ position }) => <Provenance position={position} />,
  },
];
