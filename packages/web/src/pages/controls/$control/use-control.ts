import { read } from '@daybook/client';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../../app/api.ts';
import { useWorkspacePath } from '../../../app/queries.ts';

export function useControl(control: string) {
  const path = { ...useWorkspacePath(), control };
  return useQuery({
    queryKey: ['controls', path.workspace, control],
    queryFn: ({ signal }) =>
      read(api.GET('/api/workspaces/{workspace}/controls/{control}', { params: { path }, signal })),
  });
}
