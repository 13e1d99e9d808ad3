import { read } from '@daybook/client';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api } from '../../app/api.ts';
import { useWorkspacePath } from '../../app/queries.ts';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';

const texts = textsOf({ en });

export type Model = NonNullable<ReturnType<typeof useModel>['data']>;
export type ActionWords = Model['words'][number];

/** The policies, the roles and the words of the actions, as they decide now. */
export function useModel() {
  const path = useWorkspacePath();
  return useQuery({
    queryKey: ['permissions', path.workspace],
    queryFn: ({ signal }) =>
      read(api.GET('/api/workspaces/{workspace}/permissions', { params: { path }, signal })),
  });
}

export function useMatrix() {
  const path = useWorkspacePath();
  return useQuery({
    queryKey: ['permission-matrix', path.workspace],
    queryFn: ({ signal }) =>
      read(api.GET('/api/workspaces/{workspace}/permissions/matrix', { params: { path }, signal })),
  });
}

export function useWhy(subject: string, action: string) {
  const path = useWorkspacePath();
  return useQuery({
    queryKey: ['permission-why', path.workspace, subject, action],
    queryFn: ({ signal }) =>
      read(
        api.GET('/api/workspaces/{workspace}/permissions/explain', {
          params: { path, query: { subject, action } },
          signal,
        }),
      ),
    enabled: subject !== '' && action !== '',
  });
}

/** Page after page of those who may; members are gone through in pages, so one may be empty. */
export function useWho(action: string) {
  const path = useWorkspacePath();
  return useInfiniteQuery({
    queryKey: ['permission-who', path.workspace, action],
    queryFn: ({ pageParam, signal }) => {
      const query = { action, limit: 200, ...(pageParam !== null && { cursor: pageParam }) };
      return read(
        api.GET('/api/workspaces/{workspace}/permissions/who', { params: { path, query }, signal }),
      );
    },
    initialPageParam: null as string | null, // the first page has no cursor
    getNextPageParam: ({ nextCursor }) => nextCursor,
    enabled: action !== '',
  });
}

/** Members by part of their name, wherever they stand in the list. */
export function useMemberSearch(search: string) {
  const path = useWorkspacePath();
  return useQuery({
    queryKey: ['members', path.workspace, 'search', search],
    queryFn: ({ signal }) =>
      read(
        api.GET('/api/workspaces/{workspace}/members', {
          params: { path, query: { search, limit: 10 } },
          signal,
        }),
      ),
    enabled: search.length > 1,
  });
}

/** An action as a person says it: what its route says, without the second sentence. */
export function wordsOf({ action, says }: Pick<ActionWords, 'action' | 'says'>): string {
  const [first] = says;
  if (first !== undefined) return first;
  return action.endsWith('.disclose') ? texts.showsValues(action.replace('.disclose', '')) : action;
}
