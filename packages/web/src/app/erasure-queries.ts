import { read } from '@daybook/client';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { actions } from './actions.ts';
import { api } from './api.ts';
import { useWorkspacePath } from './queries.ts';
import { useMay } from './session.ts';

export function useErasures() {
  const path = useWorkspacePath();
  const mayList = useMay(actions.listErasures);
  return useInfiniteQuery({
    queryKey: ['erasures', path.workspace],
    initialPageParam: '',
    queryFn: ({ signal, pageParam }) => {
      const query = pageParam === '' ? {} : { cursor: pageParam };
      return read(api.GET('/api/workspaces/{workspace}/erasures', { params: { path, query }, signal }));
    },
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    enabled: mayList,
  });
}

export function useErasure(erasure: string) {
  const path = { ...useWorkspacePath(), erasure };
  return useQuery({
    queryKey: ['erasures', path.workspace, erasure],
    queryFn: ({ signal }) =>
      read(api.GET('/api/workspaces/{workspace}/erasures/{erasure}', { params: { path }, signal })),
  });
}

export function useHolds() {
  const path = useWorkspacePath();
  return useInfiniteQuery({
    queryKey: ['erasures', path.workspace, 'holds'],
    initialPageParam: '',
    queryFn: ({ signal, pageParam }) => {
      const query = pageParam === '' ? {} : { cursor: pageParam };
      return read(api.GET('/api/workspaces/{workspace}/holds', { params: { path, query }, signal }));
    },
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });
}

export type ErasureTarget = { readonly subject: string } | { readonly positions: readonly number[] };

/** What a request would affect, before anybody asks for it. */
export function useErasurePreview(target: ErasureTarget) {
  const path = useWorkspacePath();
  return useQuery({
    queryKey: ['erasures', path.workspace, 'preview', target],
    queryFn: ({ signal }) => {
      const body = 'subject' in target ? target : { positions: [...target.positions] };
      return read(
        api.POST('/api/workspaces/{workspace}/erasures/preview', { params: { path }, body, signal }),
      );
    },
  });
}

/** People by name, mail address or login; nothing is asked before something is typed. */
export function useSubjects(search: string) {
  const path = useWorkspacePath();
  return useQuery({
    queryKey: ['subjects', path.workspace, search],
    queryFn: ({ signal }) =>
      read(api.GET('/api/workspaces/{workspace}/subjects', { params: { path, query: { search } }, signal })),
    enabled: search.length > 1,
  });
}

/** What erasing means on this installation: where keys, logs and backups lie. */
export function useStorageNotes() {
  const path = useWorkspacePath();
  return useQuery({
    queryKey: ['storage-notes', path.workspace],
    queryFn: ({ signal }) =>
      read(api.GET('/api/workspaces/{workspace}/storage-notes', { params: { path }, signal })),
  });
}
