import { read } from '@daybook/client';
import { useInfiniteQuery } from '@tanstack/react-query';
import { api } from '../../../app/api.ts';
import { useWorkspacePath } from '../../../app/queries.ts';
import { textsOf } from '../../../messages/catalogue.ts';
import { en } from './en.ts';

const texts = textsOf({ en });

export function useReveals() {
  const path = useWorkspacePath();
  return useInfiniteQuery({
    queryKey: ['reveals', path.workspace, 'all'],
    initialPageParam: '',
    queryFn: ({ signal, pageParam }) => readReveals(path, pageParam, signal),
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });
}

function readReveals(path: { readonly workspace: string }, cursor: string, signal: AbortSignal) {
  const query = { limit: 50, ...(cursor !== '' && { cursor }) };
  return read(api.GET('/api/workspaces/{workspace}/reveals', { params: { path, query }, signal }));
}

export type Reveal = Awaited<ReturnType<typeof readReveals>>['items'][number];

/** Whose value it is, without naming them. */
export function whoseOf({ subject, entry, field }: Reveal): string {
  const whose = subject === null ? texts.entry(entry ?? 0) : `person ${subject.slice(4, 8)}`;
  return `${texts.fields[field]}, ${whose}`;
}
