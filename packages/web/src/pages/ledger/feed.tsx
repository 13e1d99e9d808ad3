import type { LedgerItem } from '@daybook/client';
import { ArrowUp } from 'lucide-react';
import { useCallback, useDeferredValue, useEffect, useRef } from 'react';
import { Button } from '../../components/button.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { MaskedText } from '../../components/masked-text.tsx';
import { Section } from '../../components/page-header.tsx';
import { When } from '../../components/when.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { shared } from '../../messages/shared.ts';
import { en } from './en.ts';
import { FeedEnd } from './feed-end.tsx';
import { feedFilters } from './feed-filters.ts';
import { FilterRow } from './filter-row.tsx';
import { useFeed } from './use-feed.ts';
import { useFilterValues } from './use-filter-values.ts';

const texts = textsOf({ en });

/** The newest entries, growing while one looks, narrowed by what stands in the address. */
export function Feed() {
  const values = useDeferredValue(useFilterValues());
  const { entries, fresh, isMany, taken, take } = useFeed(feedFilters(values));
  const top = useRef<HTMLDivElement>(null);
  const hasFresh = fresh.length > 0;
  useEffect(() => {
    if (hasFresh && isAtRest(top.current)) take();
  });
  const showFresh = () => {
    take();
    top.current?.scrollIntoView({ block: 'start' });
  };
  const last = entries.data?.pages.at(-1);
  const isStopped = (last?.searchedBackTo ?? null) !== null;
  const { fetchNextPage, hasNextPage } = entries;
  const onNearEnd = useCallback(() => {
    if (hasNextPage && !isStopped) void fetchNextPage();
  }, [hasNextPage, isStopped, fetchNextPage]);
  return (
    <Section title={texts.feed}>
      <FilterRow />
      <div ref={top} className="scroll-mt-4">
        <FreshButton count={fresh.length} isMany={isMany} onPress={showFresh} />
        <Loaded query={entries} lines={10}>
          {({ pages }) => (
            <DataTable
              label={texts.label}
              rows={pages.flatMap(({ items }) => items)}
              columns={columns}
              keyOf={({ id }) => id}
              hrefOf={({ position }) => `/ledger/${position}`}
              trail={[{ label: texts.title, href: `/ledger${window.location.search}` }]}
              onNearEnd={onNearEnd}
              isFresh={({ id }) => taken.has(id)}
              empty={<p className="py-6 text-note">{isStopped ? texts.noneYet : texts.none}</p>}
            />
          )}
        </Loaded>
        <FeedEnd
          searchedBackTo={last?.searchedBackTo ?? null}
          isSearching={entries.isFetchingNextPage}
          onFurther={() => void fetchNextPage()}
        />
      </div>
    </Section>
  );
}

/** Whether new rows may come in by themselves: the first row is in sight and nobody stands on a row. */
function isAtRest(element: HTMLElement | null): boolean {
  if (element === null) return false;
  const isInside = element.contains(document.activeElement);
  return !isInside && element.getBoundingClientRect().top >= 0;
}

function FreshButton({ count, isMany, onPress }: { count: number; isMany: boolean; onPress: () => void }) {
  return (
    <div role="status" className="pointer-events-none sticky top-2 z-10 flex h-0 justify-center">
      {count > 0 && (
        <Button look="primary" onClick={onPress} className="appear pointer-events-auto h-9 shadow-float">
          <ArrowUp size={15} aria-hidden="true" />
          {isMany ? texts.freshMany(count) : texts.fresh(count)}
        </Button>
      )}
    </div>
  );
}

const columns: readonly Column<LedgerItem>[] = [
  {
    id: 'entry',
    label: texts.columns.entry,
    cell: ({ position }) => <span className="number font-mono text-xs">#{position}</span>,
    width: 'w-20',
  },
  { id: 'what', label: texts.columns.what, cell: ({ summary }) => <MaskedText text={summary} isPlain /> },
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
