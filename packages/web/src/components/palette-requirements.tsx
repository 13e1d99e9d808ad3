import { read } from '@daybook/client';
import { useQueries } from '@tanstack/react-query';
import { api } from '../app/api.ts';
import { useFrameworks, useWorkspacePath } from '../app/queries.ts';
import { textsOf } from '../messages/catalogue.ts';
import { Entry, Group } from './palette-parts.tsx';
import { stateOf } from './state-mark.tsx';
import { StateShape } from './state-shape.tsx';

const en = { title: 'Requirements' };
const texts = textsOf({ en });

const charactersMin = 2;

/** Requirements of every framework, read only once someone looks for something. */
export function Requirements({ search, go }: { search: string; go: (href: string) => void }) {
  const path = useWorkspacePath();
  const frameworks = useFrameworks().data?.items ?? [];
  const details = useQueries({
    queries: (search.length < charactersMin ? [] : frameworks).map(({ id: framework }) => ({
      queryKey: ['frameworks', path.workspace, framework, ''],
      queryFn: () =>
        read(
          api.GET('/api/workspaces/{workspace}/frameworks/{framework}', {
            params: { path: { ...path, framework }, query: {} },
          }),
        ),
    })),
  });
  const found = details.flatMap(({ data }) =>
    (data?.requirements ?? [])
      .filter(({ assessable }) => assessable)
      .map((requirement) => ({ ...requirement, framework: data?.id ?? '' })),
  );
  if (found.length === 0) return null;
  return (
    <Group title={texts.title}>
      {found.map(({ id, title, state, framework }) => (
        <Entry
          key={`${framework} ${id}`}
          value={`${id} ${title} ${framework}`}
          onSelect={() => go(`/frameworks/${framework}/${encodeURIComponent(id)}`)}
        >
          <StateShape state={stateOf(state ?? 'unknown')} />
          <span className="min-w-0 grow truncate">{title}</span>
          <span className="shrink-0 font-mono text-xs text-note">{id}</span>
        </Entry>
      ))}
    </Group>
  );
}
