import { type LedgerItem, read } from '@daybook/client';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, queryClient } from '../../app/api.ts';
import { useWorkspacePath } from '../../app/queries.ts';
import type { FeedFilters } from './feed-filters.ts';

type FeedPage = {
  readonly items: LedgerItem[];
  readonly nextCursor: string | null;
  readonly searchedBackTo?: { readonly position: number; readonly recordedAt: string } | null;
};

const pageSize = 100;

/**
 * The entries one looks at, and those that came since. New ones wait in `fresh` until `take` puts them on top, so that
 * nothing moves under someone who reads further down.
 */
export function useFeed(filters: FeedFilters) {
  const path = useWorkspacePath();
  const key = ['entries', path.workspace, filters];
  const load = async (cursor: string, signal: AbortSignal): Promise<FeedPage> => {
    const query = { limit: pageSize, ...filters, ...(cursor !== '' && { cursor }) };
    return read(api.GET('/api/workspaces/{workspace}/ledger/entries', { params: { path, query }, signal }));
  };
  const entries = useInfiniteQuery({
    queryKey: key,
    initialPageParam: '',
    queryFn: ({ signal, pageParam }) => load(pageParam, signal),
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    placeholderData: (before) => before,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnReconnect: false,
  });
  // Below the root that live updates read again; the list itself is not.
  const head = useQuery({
    queryKey: ['ledger', path.workspace, 'head', filters],
    queryFn: ({ signal }) => load('', signal),
    enabled: entries.isSuccess && !entries.isPlaceholderData,
  });
  const newest = entries.data?.pages[0]?.items[0]?.position ?? -1;
  const fresh = (head.data?.items ?? []).filter(({ position }) => position > newest);
  const [taken, setTaken] = useState<ReadonlySet<string>>(new Set());
  const take = () => {
    const { data } = head;
    if (data === undefined) return;
    setTaken(new Set(fresh.map(({ id }) => id)));
    const hasGap = fresh.length === data.items.length && data.nextCursor !== null;
    queryClient.setQueryData<typeof entries.data>(key, (before) =>
      before === undefined || hasGap
        ? { pages: [data], pageParams: [''] }
        : { ...before, pages: withFresh(before.pages, fresh) },
    );
  };
  return { entries, fresh, isMany: fresh.length >= pageSize, taken, take };
}

function withFresh(pages: readonly FeedPage[], fresh: readonly LedgerItem[]): FeedPage[] {
  return pages.map((page, place) => (place === 0 ? { ...page, items: [...fresh, ...page.items] } : page));
}
