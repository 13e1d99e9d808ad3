import { read } from '@daybook/client';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { actions } from './actions.ts';
import { api } from './api.ts';
import { useWorkspacePath } from './queries.ts';
import { useMay } from './session.ts';

/** The present log: its size, newest checkpoint, keys and whether it may still grow. */
export function useLedger() {
  const path = useWorkspacePath();
  const mayRead = useMay('ledger.read');
  return useQuery({
    queryKey: ['ledger', path.workspace],
    queryFn: ({ signal }) =>
      read(api.GET('/api/workspaces/{workspace}/ledger', { params: { path }, signal })),
    enabled: mayRead,
  });
}

/** How high the log is anchored, with what, and every anchor so far; newest first. */
export function useAnchors() {
  const path = useWorkspacePath();
  const mayList = useMay(actions.listAnchors);
  return useInfiniteQuery({
    queryKey: ['anchors', path.workspace],
    initialPageParam: '',
    queryFn: ({ signal, pageParam }) => {
      const query = pageParam === '' ? {} : { cursor: pageParam };
      return read(api.GET('/api/workspaces/{workspace}/ledger/anchors', { params: { path, query }, signal }));
    },
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    enabled: mayList,
  });
}

export function useCheckpoints() {
  const path = useWorkspacePath();
  return useQuery({
    queryKey: ['ledger', path.workspace, 'checkpoints'],
    queryFn: ({ signal }) =>
      read(
        api.GET('/api/workspaces/{workspace}/ledger/checkpoints', {
          params: { path, query: { limit: 200 } },
          signal,
        }),
      ),
  });
}

export function useLedgerHealth() {
  const path = useWorkspacePath();
  return useQuery({
    queryKey: ['ledger', path.workspace, 'health'],
    queryFn: ({ signal }) =>
      read(api.GET('/api/workspaces/{workspace}/ledger/health', { params: { path }, signal })),
  });
}

export function useLogs() {
  const path = useWorkspacePath();
  return useInfiniteQuery({
    queryKey: ['ledger', path.workspace, 'logs'],
    initialPageParam: '',
    queryFn: ({ signal, pageParam }) => {
      const query = pageParam === '' ? {} : { cursor: pageParam };
      return read(api.GET('/api/workspaces/{workspace}/ledger/logs', { params: { path, query }, signal }));
    },
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });
}

export function useProjections() {
  const path = useWorkspacePath();
  return useInfiniteQuery({
    queryKey: ['ledger', path.workspace, 'projections'],
    initialPageParam: '',
    queryFn: ({ signal, pageParam }) => {
      const query = { limit: 12, ...(pageParam !== '' && { cursor: pageParam }) };
      return read(
        api.GET('/api/workspaces/{workspace}/ledger/projections', { params: { path, query }, signal }),
      );
    },
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });
}
