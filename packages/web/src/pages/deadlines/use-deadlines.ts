import { type RemovalDeadlines, read } from '@daybook/client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { announce } from '../../app/announcer.tsx';
import { api, queryClient } from '../../app/api.ts';
import { useWorkspacePath } from '../../app/queries.ts';

export const deadlineNames = [
  'involuntaryHours',
  'criticalHours',
  'restBusinessDays',
  'roleChangeBusinessDays',
] as const;

export type DeadlineName = (typeof deadlineNames)[number];
export type Deadlines = Pick<RemovalDeadlines, DeadlineName>;

export function useDeadlines() {
  const path = useWorkspacePath();
  return useQuery({
    queryKey: ['leavers', path.workspace, 'deadlines'],
    queryFn: ({ signal }) =>
      read(api.GET('/api/workspaces/{workspace}/removals/deadlines', { params: { path }, signal })),
  });
}

export function useChangeDeadlines(onDone: (said: string) => void) {
  const path = useWorkspacePath();
  return useMutation({
    mutationFn: ({ deadlines }: { deadlines: Deadlines; said: string }) =>
      read(api.PUT('/api/workspaces/{workspace}/removals/deadlines', { params: { path }, body: deadlines })),
    onSuccess: async (_, { said }) => {
      await queryClient.invalidateQueries({ queryKey: ['leavers', path.workspace, 'deadlines'] });
      announce(said);
      onDone(said);
    },
  });
}
