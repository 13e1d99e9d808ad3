import { type ImportBatch, read } from '@daybook/client';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../app/api.ts';
import { useWorkspacePath } from '../../app/queries.ts';
import { useMay } from '../../app/session.ts';
import { TextLink } from '../../components/anchor.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { When } from '../../components/when.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';

const texts = textsOf({ en }).batch;

/** The files handed over last: while they are read, and as long as one of them did not come whole. */
export function LastImport() {
  const path = useWorkspacePath();
  const mayList = useMay('import.list');
  const batches = useQuery({
    queryKey: ['pulls', path.workspace, 'batches'],
    queryFn: ({ signal }) => {
      const params = { path, query: { limit: 1 } };
      return read(api.GET('/api/workspaces/{workspace}/import-batches', { params, signal }));
    },
    enabled: mayList,
    refetchInterval: ({ state }) => (state.data?.items[0]?.state === 'running' ? 2_000 : false),
  });
  const last = batches.data?.items[0];
  if (last === undefined) return null;
  const count = (...states: readonly ImportBatch['files'][number]['state'][]) =>
    last.files.filter(({ state }) => states.includes(state)).length;
  const isRunning = last.state === 'running';
  const unread = count('failed', 'cancelled');
  if (!isRunning && unread + count('partly') === 0) return null;
  const state = isRunning ? 'running' : unread > 0 ? 'failed' : 'incomplete';
  return (
    <p className="mb-6 flex flex-wrap items-center gap-x-4 gap-y-1 border-y border-line py-2.5">
      <StateMark state={state} />
      <span>
        {isRunning
          ? texts.running(count('read', 'partly', 'failed', 'cancelled'), last.files.length)
          : texts.ended(last.files.length, unread, count('partly'))}
      </span>
      <span className="text-sm text-note">
        <When at={last.endedAt ?? last.orderedAt} />
      </span>
      <TextLink href={`/sources/imports/${last.id}`}>{isRunning ? texts.watch : texts.look}</TextLink>
    </p>
  );
}
