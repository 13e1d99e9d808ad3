import { read } from '@daybook/client';
import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { api, queryClient } from '../../app/api.ts';
import { useWorkspacePath } from '../../app/queries.ts';

type Path = { readonly workspace: string };

/** Who can see what, whoever sees most of what they need not first. */
export function useVisibility() {
  const path = useWorkspacePath();
  return useInfiniteQuery({
    queryKey: ['visibility', path.workspace],
    initialPageParam: '',
    queryFn: ({ signal, pageParam }) => readVisibility(path, pageParam, signal),
    getNextPageParam: (last) => last.nextCursor,
  });
}

function readVisibility(path: Path, cursor: string, signal: AbortSignal) {
  const query = { limit: 100, ...(cursor !== '' && { cursor }) };
  return read(api.GET('/api/workspaces/{workspace}/data-visibility', { params: { path, query }, signal }));
}

export type VisibilityPage = Awaited<ReturnType<typeof readVisibility>>;
export type Viewer = VisibilityPage['items'][number];
export type Sighting = Viewer['sightings'][number];
export type ComparedClass = VisibilityPage['classes'][number];

/** The roles people have, to choose among. */
export function useRolesOfPeople() {
  const path = useWorkspacePath();
  return useQuery({
    queryKey: ['visibility', path.workspace, 'classes'],
    queryFn: ({ signal }) =>
      read(api.GET('/api/workspaces/{workspace}/data-classes', { params: { path }, signal })),
  });
}

/** The places and roles that accesses on one system name. */
export function usePlaces(system: string) {
  const path = useWorkspacePath();
  return useQuery({
    queryKey: ['visibility', path.workspace, 'places', system],
    enabled: system !== '',
    queryFn: ({ signal }) => {
      const params = { path, query: { system } };
      return read(api.GET('/api/workspaces/{workspace}/data-places', { params, signal }));
    },
  });
}

export type Place = {
  readonly system: string;
  readonly within: string | null;
  readonly through: readonly string[];
};
export type Draft = {
  /** Null of one that is not named yet. */
  readonly id: string | null;
  readonly name: string;
  readonly places: readonly Place[];
  readonly needs: readonly string[];
};

/** Writes down what is said of a class. */
export function useKeepClass(onKept: (draft: Draft) => void) {
  const path = useWorkspacePath();
  return useMutation({
    mutationFn: ({ id, name, places, needs }: Draft) => {
      const kept = places.map((one) => ({ ...one, through: [...one.through] }));
      const body = { name, places: kept, needs: [...needs] };
      if (id === null) {
        return read(api.POST('/api/workspaces/{workspace}/data-classes', { params: { path }, body }));
      }
      const params = { path: { ...path, class: id } };
      return read(api.PATCH('/api/workspaces/{workspace}/data-classes/{class}', { params, body }));
    },
    onSuccess: (_kept, draft) => {
      readAgain();
      onKept(draft);
    },
  });
}

export function useRemoveClass(onRemoved: () => void) {
  const path = useWorkspacePath();
  return useMutation({
    mutationFn: (id: string) => {
      const params = { path: { ...path, class: id } };
      return read(api.DELETE('/api/workspaces/{workspace}/data-classes/{class}', { params }));
    },
    onSuccess: () => {
      readAgain();
      onRemoved();
    },
  });
}

function readAgain(): void {
  void queryClient.invalidateQueries({ queryKey: ['visibility'] });
}
