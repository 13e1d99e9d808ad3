import { read } from '@daybook/client';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api, queryClient } from '../../app/api.ts';
import { useWorkspacePath } from '../../app/queries.ts';

type Path = { readonly workspace: string };

export function useReviews() {
  const path = useWorkspacePath();
  return useInfiniteQuery({
    queryKey: ['access-reviews', path.workspace],
    initialPageParam: '',
    queryFn: ({ signal, pageParam }) => readReviews(path, pageParam, signal),
    getNextPageParam: (last) => last.nextCursor,
  });
}

function readReviews(path: Path, cursor: string, signal: AbortSignal) {
  const query = { limit: 50, ...(cursor !== '' && { cursor }) };
  return read(api.GET('/api/workspaces/{workspace}/access-reviews', { params: { path, query }, signal }));
}

export type Review = Awaited<ReturnType<typeof readReviews>>['items'][number];

export function useDueReviews() {
  const path = useWorkspacePath();
  return useQuery({
    queryKey: ['access-reviews', path.workspace, 'due'],
    queryFn: ({ signal }) => readDue(path, signal),
  });
}

function readDue(path: Path, signal: AbortSignal) {
  return read(api.GET('/api/workspaces/{workspace}/access-reviews/due', { params: { path }, signal }));
}

export type DueReview = Awaited<ReturnType<typeof readDue>>['items'][number];

export function useReview(review: string) {
  const path = { ...useWorkspacePath(), review };
  return useQuery({
    queryKey: ['access-reviews', path.workspace, review],
    queryFn: ({ signal }) => readReview(path, signal),
  });
}

function readReview(path: Path & { readonly review: string }, signal: AbortSignal) {
  return read(api.GET('/api/workspaces/{workspace}/access-reviews/{review}', { params: { path }, signal }));
}

export type ReviewDetail = Awaited<ReturnType<typeof readReview>>;

export type ItemsAsked = {
  readonly mine?: boolean;
  readonly only?: 'open' | 'removed' | 'unassigned';
};

/** In the order of looking at them, 200 at a time. */
export function useReviewItems(review: string, { mine, only }: ItemsAsked) {
  const path = { ...useWorkspacePath(), review };
  return useInfiniteQuery({
    queryKey: ['access-review-items', path.workspace, review, mine ?? false, only ?? ''],
    initialPageParam: '',
    queryFn: ({ signal, pageParam }) => readItems(path, { mine, only, cursor: pageParam }, signal),
    getNextPageParam: (last) => last.nextCursor,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

function readItems(
  path: Path & { readonly review: string },
  {
    mine,
    only,
    cursor,
  }: { [Name in keyof ItemsAsked]: ItemsAsked[Name] | undefined } & { readonly cursor: string },
  signal: AbortSignal,
) {
  const query = {
    limit: 200,
    ...(mine === true && { mine: 'true' }),
    ...(only !== undefined && { only }),
    ...(cursor !== '' && { cursor }),
  };
  return read(
    api.GET('/api/workspaces/{workspace}/access-reviews/{review}/items', { params: { path, query }, signal }),
  );
}

export type ReviewItem = Awaited<ReturnType<typeof readItems>>['items'][number];

export function readReviewsAgain(): void {
  void queryClient.invalidateQueries({ queryKey: ['access-reviews'] });
}
