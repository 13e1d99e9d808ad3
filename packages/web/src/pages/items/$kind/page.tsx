import { type ListedItem, read } from '@daybook/client';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useDeferredValue } from 'react';
import { api } from '../../../app/api.ts';
import { type MomentQuery, useAsKnown, withMoment } from '../../../app/as-known.ts';
import type { Page } from '../../../app/page.ts';
import { usePopulations, useWorkspacePath } from '../../../app/queries.ts';
import { usePathParam, useQueryState } from '../../../app/query-state.ts';
import { type Crumb, useTrail } from '../../../app/trail.ts';
import { AsKnownControl } from '../../../components/as-known-control.tsx';
import { type Column, DataTable } from '../../../components/data-table.tsx';
import { ExportAction } from '../../../components/export-action.tsx';
import { FilterField } from '../../../components/filter-field.tsx';
import { itemHref, populationHref } from '../../../components/item-href.ts';
import { Loaded } from '../../../components/loaded.tsx';
import { MaskedText } from '../../../components/masked-text.tsx';
import { Notice, Remark } from '../../../components/notice.tsx';
import { PageHeader } from '../../../components/page-header.tsx';
import { Provenance } from '../../../components/provenance.tsx';
import { StateMark } from '../../../components/state-mark.tsx';
import { ValueCell } from '../../../components/value-cell.tsx';
import { When } from '../../../components/when.tsx';
import { textsOf } from '../../../messages/catalogue.ts';
import { formatNumber, kindWord, sentenceCase } from '../../../messages/shared.ts';
import { ColumnChoice } from './column-choice.tsx';
import { en } from './en.ts';
import { fieldOf, fieldsOf } from './item-fields.ts';

const texts = textsOf({ en });

export const page: Page = { title: texts.title, component: ItemsPage, permission: 'item.list' };

const home = [{ label: texts.items, href: '/items' }];
const shownFieldsMax = 3;

function ItemsPage() {
  const kind = usePathParam('kind');
  const [scope] = useQueryState('scope');
  const [search, setSearch] = useQueryState('search');
  const settled = useDeferredValue(search);
  const { choice, query, isPast } = useAsKnown();
  const items = useItems({ kind, scope, search: settled, moment: query });
  const title = sentenceCase(kindWord(kind));
  const road = [
    ...useTrail(home),
    { label: title, href: withMoment(populationHref({ kind, scope }), choice) },
  ];
  const total = items.data?.pages[0]?.total;
  return (
    <>
      <PageHeader
        title={title}
        home={home}
        actions={<ExportAction what="items" query={{ kind, scope, search: settled }} />}
        note={
          <>
            <span className="font-mono text-xs break-all">{scope}</span>
            {total !== undefined && <span className="number">{texts.total(formatNumber(total))}</span>}
            <Standing kind={kind} scope={scope} moment={query} />
          </>
        }
      />
      <AsKnownControl answer={items.data?.pages[0]} />
      <div className="mb-3">
        <FilterField value={search} onChange={setSearch} label={texts.filter} />
      </div>
      <Loaded query={items} lines={10}>
        {({ pages }) => (
          <ItemTable
            rows={pages.flatMap((one) => one.items)}
            total={settled === '' ? total : undefined}
            kind={kind}
            isFiltered={settled !== ''}
            isPast={isPast}
            road={road}
            more={items.hasNextPage ? items.fetchNextPage : undefined}
          />
        )}
      </Loaded>
    </>
  );
}

type ItemsAsked = {
  readonly kind: string;
  readonly scope: string;
  readonly search: string;
  readonly moment: MomentQuery;
};

function useItems({ kind, scope, search, moment }: ItemsAsked) {
  const path = useWorkspacePath();
  return useInfiniteQuery({
    queryKey: ['items', path.workspace, kind, scope, search, moment],
    initialPageParam: '',
    queryFn: ({ signal, pageParam }) => {
      const query = {
        // The server refuses a kind it does not know.
        kind: kind as 'change',
        limit: 100,
        ...moment,
        ...(scope !== '' && { scope }),
        ...(search !== '' && { search }),
        ...(pageParam !== '' && { cursor: pageParam }),
      };
      return read(
        api.GET('/api/workspaces/{workspace}/populations/items', { params: { path, query }, signal }),
      );
    },
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    placeholderData: (before) => before,
  });
}

function Standing({ kind, scope, moment }: Omit<ItemsAsked, 'search'>) {
  const populations = usePopulations(moment);
  const population = populations.data?.items.find((one) => one.kind === kind && one.scope === scope);
  if (population === undefined) return null;
  return (
    <>
      <StateMark state={population.isComplete ? 'complete' : 'incomplete'} />
      <Provenance position={population.position} />
      {!population.isComplete && (
        <div className="w-full max-w-2xl">
          <Remark state="incomplete">{population.reasons.join(' ')}</Remark>
        </div>
      )}
    </>
  );
}

type ItemTableProps = {
  readonly rows: readonly ListedItem[];
  readonly total: number | undefined;
  readonly kind: string;
  readonly isFiltered: boolean;
  readonly isPast: boolean;
  readonly road: readonly Crumb[];
  readonly more: (() => unknown) | undefined;
};

function ItemTable({ rows, total, kind, isFiltered, isPast, road, more }: ItemTableProps) {
  const { choice } = useAsKnown();
  const fields = fieldsOf(rows);
  const [chosen, setChosen] = useQueryState('columns', fields.slice(0, shownFieldsMax).join(','));
  const shown = fields.filter((field) => chosen.split(',').includes(field));
  const onNearEnd = useCallback(() => void more?.(), [more]);
  if (rows.length === 0 && !isFiltered && isPast) {
    return <Notice state="not-tested" title={texts.past.title} text={texts.past.text} />;
  }
  if (rows.length === 0 && !isFiltered) {
    return <Notice state="not-tested" title={texts.empty.title} text={texts.empty.text} />;
  }
  return (
    <>
      <ColumnChoice fields={fields} shown={shown} onChange={(next) => setChosen(next.join(','))} />
      <DataTable
        label={sentenceCase(kindWord(kind))}
        rows={rows}
        total={total}
        columns={columnsFor(shown, road)}
        keyOf={({ scope, key }) => `${scope} ${key}`}
        hrefOf={(row) => withMoment(itemHref(row), choice)}
        trail={road}
        onNearEnd={onNearEnd}
        empty={<p className="py-6 text-note">{texts.none}</p>}
      />
    </>
  );
}

function columnsFor(fields: readonly string[], road: readonly Crumb[]): readonly Column<ListedItem>[] {
  const { columns } = texts;
  return [
    {
      id: 'item',
      label: columns.item,
      cell: ({ title, isErased }) =>
        isErased ? (
          <StateMark state="not-applicable" label={`${title} (${texts.erased})`} />
        ) : (
          <MaskedText text={title} isPlain />
        ),
      sortBy: ({ title }) => title,
      width: 'max-w-[58vw] md:max-w-96',
    },
    ...fields.map((field) => ({
      id: field,
      label: sentenceCase(field),
      isSecondary: true,
      width: 'max-w-52',
      cell: (row: ListedItem) => <ValueCell value={fieldOf(row.value, field)} />,
      sortBy: (row: ListedItem) => String(fieldOf(row.value, field) ?? ''),
    })),
    {
      id: 'happened',
      label: columns.happened,
      isSecondary: true,
      cell: ({ occurredAt }) => <When at={occurredAt} absent="" />,
      sortBy: ({ occurredAt }) => occurredAt ?? '',
    },
    {
      id: 'entry',
      label: columns.entry,
      align: 'end',
      cell: ({ position }) => <Provenance position={position} trail={road} />,
      sortBy: ({ position }) => position,
    },
  ];
}
