import { read } from '@daybook/client';
import { useInfiniteQuery } from '@tanstack/react-query';
import { api, queryClient } from '../../app/api.ts';
import { useWorkspacePath } from '../../app/queries.ts';

type Path = { readonly workspace: string };

function readScim(path: Path, cursor: string | null, signal: AbortSignal) {
  const query = cursor === null ? {} : { cursor };
  return read(api.GET('/api/workspaces/{workspace}/scim', { params: { path, query }, signal }));
}

function readGroups(path: Path, cursor: string | null, signal: AbortSignal) {
  const query = cursor === null ? {} : { cursor };
  return read(api.GET('/api/workspaces/{workspace}/scim/groups', { params: { path, query }, signal }));
}

export type Scim = Awaited<ReturnType<typeof readScim>>;
export type ScimCall = Scim['items'][number];
export type ScimGroup = Awaited<ReturnType<typeof readGroups>>['items'][number];

/** Its first page says how things stand; the log goes on behind it. */
export function useScim() {
  const path = useWorkspacePath();
  return useInfiniteQuery({
    queryKey: ['scim', path.workspace],
    queryFn: ({ pageParam, signal }) => readScim(path, pageParam, signal),
    initialPageParam: null as string | null, // the first page has no cursor
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
}

export function useScimGroups() {
  const path = useWorkspacePath();
  return useInfiniteQuery({
    queryKey: ['scim-groups', path.workspace],
    queryFn: ({ pageParam, signal }) => readGroups(path, pageParam, signal),
    initialPageParam: null as string | null, // the first page has no cursor
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
}

export function renewScim(): void {
  for (const name of ['scim', 'scim-groups', 'members'])
    void queryClient.invalidateQueries({ queryKey: [name] });
}
