import { read } from '@daybook/client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { api, queryClient } from '../../../../app/api.ts';
import { useWorkspacePath } from '../../../../app/queries.ts';

/** Files handed over together; asked again every second while they are read, for live updates are only a hint. */
export function useImportBatch(batch: string) {
  const path = { ...useWorkspacePath(), batch };
  return useQuery({
    queryKey: ['pulls', path.workspace, 'batch', batch],
    queryFn: ({ signal }) =>
      read(api.GET('/api/workspaces/{workspace}/import-batches/{batch}', { params: { path }, signal })),
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? 1_000 : false),
  });
}

export function useCancelBatch(batch: string) {
  const path = { ...useWorkspacePath(), batch };
  return useMutation({
    mutationFn: () =>
      read(api.POST('/api/workspaces/{workspace}/import-batches/{batch}/cancel', { params: { path } })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['pulls'] }),
  });
}

export function useRetryBatch(batch: string) {
  const path = { ...useWorkspacePath(), batch };
  return useMutation({
    mutationFn: () =>
      read(api.POST('/api/workspaces/{workspace}/import-batches/{batch}/retry', { params: { path } })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['pulls'] }),
  });
}
