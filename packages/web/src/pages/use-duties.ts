import { read } from '@daybook/client';
import { useQuery } from '@tanstack/react-query';
import { api } from '../app/api.ts';
import { useWorkspacePath } from '../app/queries.ts';

/** What waits for whoever looks; it changes with facts and with what others decide, so it is read again each time. */
export function useDuties() {
  const path = useWorkspacePath();
  return useQuery({
    queryKey: ['leavers', path.workspace, 'duties'],
    queryFn: ({ signal }) =>
      read(api.GET('/api/workspaces/{workspace}/duties', { params: { path }, signal })),
  });
}
