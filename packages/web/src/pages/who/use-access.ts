import { type AccessCell, type AccessPrincipal, read, type SystemColumn } from '@daybook/client';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api } from '../../app/api.ts';
import { useWorkspacePath } from '../../app/queries.ts';

export type { AccessCell, AccessPrincipal, SystemColumn };

export const rightNames = ['administer', 'export', 'connect', 'publish'] as const;
export type RightName = (typeof rightNames)[number];
export type RightState = AccessCell['rights'][RightName];

export const kindNames = ['unknown', 'person', 'agency', 'bot'] as const;
export type KindName = (typeof kindNames)[number];

/** The filters as they stand in the address; empty is no filter. */
export type AccessFilters = {
  readonly kind: string;
  readonly state: string;
  readonly system: string;
  readonly right: string;
  readonly search: string;
};

const pageSize = 100;

/** As the API is asked; what is no value of it is left out, so that an old address still works. */
export function accessQuery({ kind, state, system, right, search }: AccessFilters) {
  const kinds = kindNames.filter((one) => one === kind);
  const states = (['active', 'left', 'ended', 'unknown'] as const).filter((one) => one === state);
  const rights = rightNames.filter((one) => one === right);
  return {
    ...(kinds[0] !== undefined && { kind: kinds[0] }),
    ...(states[0] !== undefined && { state: states[0] }),
    ...(rights[0] !== undefined && { right: rights[0] }),
    ...(system !== '' && { system }),
    ...(search.trim().length > 1 && { search: search.trim() }),
  };
}

/** Page by page, most dangerous first. */
export function useAccessList(filters: AccessFilters) {
  const path = useWorkspacePath();
  const asked = accessQuery(filters);
  return useInfiniteQuery({
    queryKey: ['access-list', path.workspace, asked],
    queryFn: ({ pageParam, signal }) => {
      const query = { ...asked, limit: pageSize, ...(pageParam !== null && { cursor: pageParam }) };
      return read(api.GET('/api/workspaces/{workspace}/access-list', { params: { path, query }, signal }));
    },
    initialPageParam: null as string | null, // the first page has no cursor
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
  });
}

export function useAccessSystems() {
  const path = useWorkspacePath();
  return useQuery({
    queryKey: ['access-list', path.workspace, 'systems'],
    queryFn: ({ signal }) =>
      read(api.GET('/api/workspaces/{workspace}/access-list/systems', { params: { path }, signal })),
  });
}

/** What people call a system; as sources name it until that is known. */
export function useSystemName(): (system: string) => string {
  const { data } = useAccessSystems();
  const names = new Map(data?.items.map(({ system, name }) => [system, name]));
  return (system) => names.get(system) ?? system;
}

export function useAccessPrincipal(principal: string) {
  const path = { ...useWorkspacePath(), principal };
  return useQuery({
    queryKey: ['access-list', path.workspace, 'principal', principal],
    queryFn: ({ signal }) =>
      read(api.GET('/api/workspaces/{workspace}/access-list/{principal}', { params: { path }, signal })),
  });
}

export function principalHref(principal: string): string {
  return `/who/${encodeURIComponent(principal)}`;
}
