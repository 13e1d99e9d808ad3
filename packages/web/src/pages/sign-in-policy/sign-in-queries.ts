import { read } from '@daybook/client';
import { useQuery } from '@tanstack/react-query';
import { api, queryClient } from '../../app/api.ts';
import { useWorkspacePath } from '../../app/queries.ts';

export function useProviders(isEnabled = true) {
  const path = useWorkspacePath();
  return useQuery({
    queryKey: ['identity-providers', path.workspace],
    queryFn: ({ signal }) =>
      read(api.GET('/api/workspaces/{workspace}/identity-providers', { params: { path }, signal })),
    select: ({ items }) => items,
    enabled: isEnabled,
  });
}

export function usePolicy(isEnabled = true) {
  const path = useWorkspacePath();
  return useQuery({
    queryKey: ['sign-in-policy', path.workspace],
    queryFn: ({ signal }) =>
      read(api.GET('/api/workspaces/{workspace}/sign-in-policy', { params: { path }, signal })),
    enabled: isEnabled,
  });
}

export function useBreakGlass(isEnabled = true) {
  const path = useWorkspacePath();
  return useQuery({
    queryKey: ['break-glass', path.workspace],
    queryFn: ({ signal }) =>
      read(api.GET('/api/workspaces/{workspace}/break-glass', { params: { path }, signal })),
    enabled: isEnabled,
  });
}

export type Provider = NonNullable<ReturnType<typeof useProviders>['data']>[number];
export type PolicyAnswer = NonNullable<ReturnType<typeof usePolicy>['data']>;
export type BreakGlass = NonNullable<ReturnType<typeof useBreakGlass>['data']>;

/** After anything here changed: all three rest on each other. */
export async function renewSignIn(): Promise<void> {
  await Promise.all(
    ['identity-providers', 'sign-in-policy', 'break-glass'].map((key) =>
      queryClient.invalidateQueries({ queryKey: [key] }),
    ),
  );
}
