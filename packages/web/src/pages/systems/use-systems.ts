import { read } from '@daybook/client';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api } from '../../app/api.ts';
import { useWorkspacePath } from '../../app/queries.ts';

const pageSize = 200;

/** Page by page in the order of their names. */
export function useSystems() {
  const path = useWorkspacePath();
  return useInfiniteQuery({
    queryKey: ['systems', path.workspace, 'list'],
    queryFn: ({ pageParam, signal }) => {
      const query = { limit: pageSize, ...(pageParam !== null && { cursor: pageParam }) };
      return read(api.GET('/api/workspaces/{workspace}/systems', { params: { path, query }, signal }));
    },
    initialPageParam: null as string | null, // the first page has no cursor
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
  });
}

/** What can honestly be known of each kind of system. */
export function useChannels() {
  const path = useWorkspacePath();
  return useQuery({
    queryKey: ['system-channels', path.workspace],
    queryFn: ({ signal }) =>
      read(api.GET('/api/workspaces/{workspace}/system-channels', { params: { path }, signal })),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** How an address names a system; its name may hold slashes. */
export function systemHref(system: string): string {
  return `/systems/${encodeURIComponent(system)}`;
}
