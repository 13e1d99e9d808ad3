import { type AuditTrail, read } from '@daybook/client';
import { useInfiniteQuery } from '@tanstack/react-query';
import { api } from '../../app/api.ts';
import { useWorkspacePath } from '../../app/queries.ts';
import { trailQuery } from './trail-filters.ts';
import type { TrailValues } from './use-trail-values.ts';

const pageSize = 50;

/** The entries that fit what stands in the address, newest first; more when asked. */
export function useTrail(values: TrailValues) {
  const path = useWorkspacePath();
  const filters = trailQuery(values);
  const load = (cursor: string, signal: AbortSignal): Promise<AuditTrail> => {
    const query = { limit: pageSize, ...filters, ...(cursor !== '' && { cursor }) };
    return read(api.GET('/api/workspaces/{workspace}/audit-trail', { params: { path, query }, signal }));
  };
  return useInfiniteQuery({
    queryKey: ['audit-trail', path.workspace, filters],
    initialPageParam: '',
    queryFn: ({ signal, pageParam }) => load(pageParam, signal),
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    placeholderData: (before) => before,
  });
}
