import { read } from '@daybook/client';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../app/api.ts';
import { useWorkspacePath } from '../../app/queries.ts';

/** A control day by day; the server chooses the window, the last 90 days. */
export function useRibbon(control: string) {
  const path = { ...useWorkspacePath(), control };
  return useQuery({
    queryKey: ['controls', path.workspace, control, 'ribbon'],
    queryFn: ({ signal }) =>
      read(api.GET('/api/workspaces/{workspace}/controls/{control}/ribbon', { params: { path }, signal })),
  });
}
