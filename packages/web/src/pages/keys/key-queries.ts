import { read } from '@daybook/client';
import { useQuery } from '@tanstack/react-query';
import { api, queryClient } from '../../app/api.ts';
import { useWorkspacePath } from '../../app/queries.ts';

const pageSizeMax = 200;

export type ApiKey = Awaited<ReturnType<typeof readKeys>>[number];
export type KeyChoice = NonNullable<ReturnType<typeof useKeyChoices>['data']>['items'][number];

/** Every key one may see, newest first. */
export function useApiKeys() {
  const path = useWorkspacePath();
  return useQuery({
    queryKey: ['api-keys', path.workspace],
    queryFn: ({ signal }) => readKeys(path, signal),
  });
}

/** What one may give to a key at this moment. */
export function useKeyChoices() {
  const path = useWorkspacePath();
  return useQuery({
    queryKey: ['api-key-choices', path.workspace],
    queryFn: ({ signal }) =>
      read(api.GET('/api/workspaces/{workspace}/keys/choices', { params: { path }, signal })),
  });
}

export function renewKeys(): void {
  void queryClient.invalidateQueries({ queryKey: ['api-keys'] });
}

async function readKeys(path: { readonly workspace: string }, signal: AbortSignal) {
  const readPage = (cursor?: string) => {
    const query = { limit: pageSizeMax, ...(cursor !== undefined && { cursor }) };
    return read(api.GET('/api/workspaces/{workspace}/keys', { params: { path, query }, signal }));
  };
  let page = await readPage();
  const found = [...page.items];
  while (page.nextCursor !== null) {
    page = await readPage(page.nextCursor);
    found.push(...page.items);
  }
  return found;
}
