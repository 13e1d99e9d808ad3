import { read } from '@daybook/client';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api, queryClient } from '../../app/api.ts';
import { useWorkspacePath } from '../../app/queries.ts';

type Path = { readonly workspace: string };

export function useRequests() {
  const path = useWorkspacePath();
  return useInfiniteQuery({
    queryKey: ['access-requests', path.workspace],
    initialPageParam: '',
    queryFn: ({ signal, pageParam }) => readRequests(path, pageParam, signal),
    getNextPageParam: (last) => last.nextCursor,
  });
}

function readRequests(path: Path, cursor: string, signal: AbortSignal) {
  const query = { limit: 100, ...(cursor !== '' && { cursor }) };
  return read(api.GET('/api/workspaces/{workspace}/access-requests', { params: { path, query }, signal }));
}

export type Request = Awaited<ReturnType<typeof readRequests>>['items'][number];

export function useExceptions() {
  const path = useWorkspacePath();
  return useInfiniteQuery({
    queryKey: ['access-requests', path.workspace, 'exceptions'],
    initialPageParam: '',
    queryFn: ({ signal, pageParam }) => readExceptions(path, pageParam, signal),
    getNextPageParam: (last) => last.nextCursor,
  });
}

function readExceptions(path: Path, cursor: string, signal: AbortSignal) {
  const query = { limit: 100, only: 'exceptions' as const, ...(cursor !== '' && { cursor }) };
  return read(api.GET('/api/workspaces/{workspace}/access-gains', { params: { path, query }, signal }));
}

export type Gain = Awaited<ReturnType<typeof readExceptions>>['items'][number];

export function useRoleChanges() {
  const path = useWorkspacePath();
  return useInfiniteQuery({
    queryKey: ['access-requests', path.workspace, 'moves'],
    initialPageParam: '',
    queryFn: ({ signal, pageParam }) => readChanges(path, pageParam, signal),
    getNextPageParam: (last) => last.nextCursor,
  });
}

function readChanges(path: Path, cursor: string, signal: AbortSignal) {
  const query = { limit: 50, ...(cursor !== '' && { cursor }) };
  return read(api.GET('/api/workspaces/{workspace}/role-changes', { params: { path, query }, signal }));
}

export type RoleChange = Awaited<ReturnType<typeof readChanges>>['items'][number];

export function useTemplates() {
  const path = useWorkspacePath();
  return useQuery({
    queryKey: ['access-requests', path.workspace, 'templates'],
    queryFn: ({ signal }) => readTemplates(path, signal),
  });
}

function readTemplates(path: Path, signal: AbortSignal) {
  return read(api.GET('/api/workspaces/{workspace}/role-templates', { params: { path }, signal }));
}

export type Template = Awaited<ReturnType<typeof readTemplates>>['items'][number];

export function useDrift() {
  const path = useWorkspacePath();
  return useInfiniteQuery({
    queryKey: ['access-requests', path.workspace, 'drift'],
    initialPageParam: '',
    queryFn: ({ signal, pageParam }) => {
      const query = { limit: 200, ...(pageParam !== '' && { cursor: pageParam }) };
      return read(api.GET('/api/workspaces/{workspace}/role-drift', { params: { path, query }, signal }));
    },
    getNextPageParam: (last) => last.nextCursor,
  });
}

export function readRequestsAgain(): void {
  void queryClient.invalidateQueries({ queryKey: ['access-requests'] });
}
