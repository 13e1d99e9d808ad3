import { read } from '@daybook/client';
import { useInfiniteQuery } from '@tanstack/react-query';
import { api, queryClient } from '../../app/api.ts';
import { useWorkspacePath } from '../../app/queries.ts';

export function useExports() {
  const path = useWorkspacePath();
  return useInfiniteQuery({
    queryKey: ['exports', path.workspace],
    initialPageParam: '',
    queryFn: ({ signal, pageParam }) => readExports(path, pageParam, signal),
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });
}

function readExports(path: { readonly workspace: string }, cursor: string, signal: AbortSignal) {
  const query = { limit: 50, ...(cursor !== '' && { cursor }) };
  return read(api.GET('/api/workspaces/{workspace}/exports', { params: { path, query }, signal }));
}

export type Exports = Awaited<ReturnType<typeof readExports>>;
export type Export = Exports['items'][number];

export function readExportsAgain(): void {
  void queryClient.invalidateQueries({ queryKey: ['exports'] });
}
