import { read } from '@daybook/client';
import { useQuery } from '@tanstack/react-query';
import { actions } from './actions.ts';
import { api } from './api.ts';
import { useWorkspacePath } from './queries.ts';
import { useMay } from './session.ts';

export function useErasures() {
  const path = useWorkspacePath();
  const mayList = useMay(actions.listErasures);
  return useQuery({
    queryKey: ['erasures', path.workspace],
    queryFn: ({ signal }) =>
      read(api.GET('/api/workspaces/{workspace}/erasures', { params: { path }, signal })),
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
  return useQuery({
    queryKey: ['erasures', path.workspace, 'holds'],
    queryFn: ({ signal }) => read(api.GET('/api/workspaces/{workspace}/holds', { params: { path }, signal })),
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
