import { type LedgerItem, type LedgerState, read } from '@daybook/client';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { BookText } from 'lucide-react';
import { useCallback } from 'react';
import { api } from '../../app/api.ts';
import type { Page } from '../../app/page.ts';
import { useWorkspacePath } from '../../app/queries.ts';
import { useQueryState } from '../../app/query-state.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Details, detail } from '../../components/details.tsx';
import { Digest } from '../../components/digest.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { PageHeader, Section } from '../../components/page-header.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { When } from '../../components/when.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { formatNumber, shared } from '../../messages/shared.ts';
import { en, entryTypes } from './en.ts';

const texts = textsOf({ en });

export const page: Page = {
  title: texts.title,
  component: Ledger,
  permission: 'ledger.list',
  nav: { order: 6, key: 'l', icon: BookText },
};

function Ledger() {
  const path = useWorkspacePath();
  const ledger = useQuery({
    queryKey: ['ledger', path.workspace],
    queryFn: ({ signal }) =>
      read(api.GET('/api/workspaces/{workspace}/ledger', { params: { path }, signal })),
  });
  return (
    <>
      <PageHeader title={texts.title} lead={texts.lead} />
      <Loaded query={ledger} lines={3}>
        {(data) => <LogState {...data} />}
      </Loaded>
      <Feed />
    </>
  );
}

function LogState({ log, checkpoint }: LedgerState) {
  const words = texts.state;
  return (
    <section className="rounded-md border border-line bg-raised p-4">
      <Details
        items={[
          detail(words.size, <span className="number font-semibold">{formatNumber(log.size)}</span>),
          detail(words.recorded, <When at={log.lastRecordedAt} />),
          detail(
            words.checkpoint,
            checkpoint === null ? (
              <StateMark state="pending" label={words.none} />
            ) : (
              <span className="inline-flex flex-wrap items-center gap-x-3">
                <When at={checkpoint.signedAt} />
                <span className="number text-note">{words.covers(formatNumber(checkpoint.size))}</span>
              </span>
            ),
          ),
          detail(words.origin, <code className="font-mono text-xs break-all">{log.origin}</code>),
          detail(words.root, <Digest value={log.root} name={words.root} isWhole />),
          detail(words.key, <Digest value={log.verifierKey} name={words.key} isWhole />),
        ]}
      />
    </section>
  );
}

function Feed() {
  const path = useWorkspacePath();
  const [type, setType] = useQueryState('type');
  const entries = useInfiniteQuery({
    queryKey: ['ledger', path.workspace, 'entries', type],
    initialPageParam: '',
    queryFn: ({ signal, pageParam }) => {
      const query = {
        limit: 100,
        ...(type !== '' && { type }),
        ...(pageParam !== '' && { cursor: pageParam }),
      };
      return read(api.GET('/api/workspaces/{workspace}/ledger/entries', { params: { path, query }, signal }));
    },
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    placeholderData: (before) => before,
  });
  const { fetchNextPage, hasNextPage } = entries;
  const onNearEnd = useCallback(() => {
    if (hasNextPage) void fetchNextPage();
  }, [hasNextPage, fetchNextPage]);
  return (
    <Section title={texts.feed} note={<TypeChoice value={type} onChange={setType} />}>
      <Loaded query={entries} lines={10}>
        {({ pages }) => (
          <DataTable
            label={texts.label}
            rows={pages.flatMap(({ items }) => items)}
            columns={columns}
            keyOf={({ id }) => id}
            hrefOf={({ position }) => `/ledger/${position}`}
            trail={[
              {
                label: texts.title,
                href: type === '' ? '/ledger' : `/ledger?type=${encodeURIComponent(type)}`,
              },
            ]}
            onNearEnd={onNearEnd}
            empty={<p className="py-6 text-note">{texts.none}</p>}
          />
        )}
      </Loaded>
    </Section>
  );
}

function TypeChoice({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const types = value === '' || entryTypes.includes(value) ? entryTypes : [value, ...entryTypes];
  return (
    <label className="inline-flex items-center gap-2">
      {texts.filter}
      <select
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className="touch rounded-md border border-edge bg-raised px-2 py-1 font-mono text-xs text-ink"
      >
        <option value="">{texts.all}</option>
        {types.map((type) => (
          <option key={type} value={type}>
            {type}
          </option>
        ))}
      </select>
    </label>
  );
}

const columns: readonly Column<LedgerItem>[] = [
  {
    id: 'entry',
    label: texts.columns.entry,
    cell: ({ position }) => <span className="number font-mono text-xs">#{position}</span>,
    width: 'w-20',
  },
  { id: 'what', label: texts.columns.what, cell: ({ summary }) => summary },
  {
    id: 'type',
    label: texts.columns.type,
    isSecondary: true,
    cell: ({ type }) => <code className="font-mono text-xs text-note">{type}</code>,
  },
  {
    id: 'happened',
    label: texts.columns.happened,
    isSecondary: true,
    cell: ({ occurredAt }) => <When at={occurredAt} absent={shared.time.unknown} />,
  },
  {
    id: 'recorded',
    label: texts.columns.recorded,
    align: 'end',
    cell: ({ recordedAt }) => <When at={recordedAt} />,
  },
];
