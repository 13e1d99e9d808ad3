import { read } from '@daybook/client';
import { useQuery } from '@tanstack/react-query';
import { api } from './api.ts';
import type { MomentQuery } from './as-known.ts';
import { useWorkspace } from './session.ts';

/** The workspace as every path of the API wants it. */
export function useWorkspacePath(): { readonly workspace: string } {
  const { slug } = useWorkspace();
  return { workspace: slug };
}

export function useControls() {
  const path = useWorkspacePath();
  return useQuery({
    queryKey: ['controls', path.workspace],
    queryFn: ({ signal }) =>
      read(api.GET('/api/workspaces/{workspace}/controls', { params: { path }, signal })),
  });
}

export function useConnections() {
  const path = useWorkspacePath();
  return useQuery({
    queryKey: ['connections', path.workspace],
    queryFn: ({ signal }) =>
      read(api.GET('/api/workspaces/{workspace}/connections', { params: { path }, signal })),
  });
}

/** Every population, now or as known and true at a moment. */
export function usePopulations(moment: MomentQuery = {}) {
  const path = useWorkspacePath();
  return useQuery({
    queryKey: ['populations', path.workspace, moment],
    queryFn: ({ signal }) =>
      read(api.GET('/api/workspaces/{workspace}/populations', { params: { path, query: moment }, signal })),
  });
}

export function useFrameworks() {
  const path = useWorkspacePath();
  return useQuery({
    queryKey: ['frameworks', path.workspace],
    queryFn: ({ signal }) =>
      read(api.GET('/api/workspaces/{workspace}/frameworks', { params: { path }, signal })),
  });
}

export function useConnectors() {
  return useQuery({
    queryKey: ['connectors'],
    queryFn: ({ signal }) => read(api.GET('/api/connectors', { signal })),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** One reading of a source; asked again every second while it runs, for live updates are only a hint. */
export function usePull(pull: string) {
  const path = { ...useWorkspacePath(), pull };
  return useQuery({
    queryKey: ['pulls', path.workspace, pull],
    queryFn: ({ signal }) =>
      read(api.GET('/api/workspaces/{workspace}/pulls/{pull}', { params: { path }, signal })),
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? 1_000 : false),
  });
}
