import type { BrandAccount } from '@daybook/client';
import { read } from '@daybook/client';
import { useQuery } from '@tanstack/react-query';
import { api, queryClient } from '../../app/api.ts';
import { useWorkspacePath } from '../../app/queries.ts';

export type Custody = BrandAccount['custody'];
export type Names = ReadonlyMap<string, string>;

const limit = 200;

export function useBrandAccounts() {
  const path = useWorkspacePath();
  return useQuery({
    queryKey: ['custody', path.workspace, 'brand-accounts'],
    queryFn: ({ signal }) =>
      read(
        api.GET('/api/workspaces/{workspace}/brand-accounts', { params: { path, query: { limit } }, signal }),
      ),
  });
}

export function useBrandAccount(brandAccount: string) {
  const path = { ...useWorkspacePath(), brandAccount };
  return useQuery({
    queryKey: ['custody', path.workspace, 'brand-account', brandAccount],
    queryFn: ({ signal }) =>
      read(
        api.GET('/api/workspaces/{workspace}/brand-accounts/{brandAccount}', { params: { path }, signal }),
      ),
  });
}

export function useSharedSecrets() {
  const path = useWorkspacePath();
  return useQuery({
    queryKey: ['custody', path.workspace, 'secrets'],
    queryFn: ({ signal }) =>
      read(
        api.GET('/api/workspaces/{workspace}/shared-secrets', { params: { path, query: { limit } }, signal }),
      ),
  });
}

export function useDevices() {
  const path = useWorkspacePath();
  return useQuery({
    queryKey: ['custody', path.workspace, 'devices'],
    queryFn: ({ signal }) =>
      read(api.GET('/api/workspaces/{workspace}/devices', { params: { path, query: { limit } }, signal })),
  });
}

export function readCustodyAgain(): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: ['custody'] });
}

export function namesIn({ people }: { readonly people: BrandAccount['people'] }): Names {
  return new Map(people.map(({ subject, name }) => [subject, name]));
}
