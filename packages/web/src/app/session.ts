import { read, type Session, type Workspace } from '@daybook/client';
import { useQuery } from '@tanstack/react-query';
import { api, queryClient } from './api.ts';

const storedWorkspace = 'daybook.workspace';

export function useSession() {
  return useQuery({
    queryKey: ['session'],
    queryFn: ({ signal }) => read(api.GET('/api/session', { signal })),
    staleTime: 60_000,
  });
}

/** After signing in or out everything that was read belongs to someone else. */
export async function renewSession(): Promise<Session> {
  queryClient.removeQueries({ predicate: (query) => query.queryKey[0] !== 'session' });
  return queryClient.fetchQuery({
    queryKey: ['session'],
    queryFn: () => read(api.GET('/api/session')),
    staleTime: 0,
  });
}

/** The workspace chosen last on this device, else the first. Only pages behind the gate call this. */
export function useWorkspace(): Workspace {
  const { data } = useSession();
  const workspace = data && chosenWorkspace(data);
  if (!workspace) throw new Error('a page without a workspace asked for one');
  return workspace;
}

export function chosenWorkspace(session: Session): Workspace | undefined {
  const slug = localStorage.getItem(storedWorkspace);
  return session.workspaces.find((one) => one.slug === slug) ?? session.workspaces[0];
}

export function chooseWorkspace(slug: string): void {
  localStorage.setItem(storedWorkspace, slug);
  window.location.assign('/');
}

export function isAllowed(workspace: Workspace | undefined, action: string | undefined): boolean {
  return action === undefined || (workspace?.actions.includes(action) ?? false);
}

/** Whether the person at the screen may do this here; what one may not do is not offered. */
export function useMay(action: string): boolean {
  return isAllowed(useWorkspace(), action);
}
