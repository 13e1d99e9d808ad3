import { type Connection, type Pull, read } from '@daybook/client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { api, queryClient } from '../../../app/api.ts';
import { navigateTo } from '../../../app/navigate.ts';
import type { Page } from '../../../app/page.ts';
import { useWorkspacePath } from '../../../app/queries.ts';
import { usePathParam } from '../../../app/query-state.ts';
import { useMay } from '../../../app/session.ts';
import { Button, ButtonLink } from '../../../components/button.tsx';
import { Completeness } from '../../../components/completeness.tsx';
import { type Column, DataTable } from '../../../components/data-table.tsx';
import { FormProblem } from '../../../components/form-problem.tsx';
import { Loaded } from '../../../components/loaded.tsx';
import { Notice } from '../../../components/notice.tsx';
import { PageHeader, Section } from '../../../components/page-header.tsx';
import { PopulationRows } from '../../../components/population-rows.tsx';
import { Provenance } from '../../../components/provenance.tsx';
import { StateMark } from '../../../components/state-mark.tsx';
import { sentenceOfRefusal } from '../../../components/trouble-sentence.ts';
import { When } from '../../../components/when.tsx';
import { textsOf } from '../../../messages/catalogue.ts';
import { formatNumber } from '../../../messages/shared.ts';
import { sourceState } from '../source-state.ts';
import { en } from './en.ts';
import { ShrunkenList } from './shrunken-list.tsx';

const texts = textsOf({ en });

export const page: Page = { title: texts.title, component: SourcePage, permission: 'connection.read' };

function SourcePage() {
  const path = { ...useWorkspacePath(), connection: usePathParam('connection') };
  const connection = useQuery({
    queryKey: ['connections', path.workspace, path.connection],
    queryFn: ({ signal }) =>
      read(api.GET('/api/workspaces/{workspace}/connections/{connection}', { params: { path }, signal })),
  });
  return (
    <Loaded query={connection} title={texts.title}>
      {(data) => <SourceView connection={data} />}
    </Loaded>
  );
}

function SourceView({ connection }: { connection: Connection }) {
  const { id, name, connector, connectorName, description, createdAt, isUpload, lastPull, populations } =
    connection;
  const trail = [
    { label: texts.sources, href: '/sources' },
    { label: name, href: `/sources/${id}` },
  ];
  return (
    <>
      <PageHeader
        title={name}
        home={trail.slice(0, 1)}
        note={
          <>
            <StateMark state={sourceState(connection)} />
            <span>{connectorName}</span>
            {!isUpload && <span className="font-mono text-xs break-all">{description}</span>}
            <span>
              {texts.connected} <When at={createdAt} />
            </span>
          </>
        }
        actions={isUpload ? <NewerFileLink connector={connector} /> : <CollectButton connection={id} />}
      />
      {lastPull?.error && (
        <Notice
          state="failed"
          title={sentenceOfRefusal({ ...lastPull.error, hint: '' })}
          text={lastPull.error.hint}
        />
      )}
      {lastPull !== null && <ShrunkenList pull={lastPull} />}
      <Section title={texts.populations}>
        {populations.length === 0 ? (
          <p className="text-note">{texts.nothing}</p>
        ) : (
          <PopulationRows populations={populations} trail={trail} />
        )}
      </Section>
      {lastPull !== null && lastPull.populations.length > 0 && (
        <Section title={texts.records} note={<Provenance position={lastPull.position} trail={trail} />}>
          <div className="grid gap-4 lg:grid-cols-2">
            {lastPull.populations.map((report) => (
              <Completeness key={`${report.kind} ${report.scope}`} report={report} />
            ))}
          </div>
        </Section>
      )}
      <Section title={texts.pulls}>
        <Pulls connection={id} trail={trail} />
      </Section>
    </>
  );
}

/** An uploaded copy says nothing new when read again; only a newer file does. */
function NewerFileLink({ connector }: { connector: string }) {
  if (!useMay('import.create')) return null;
  return (
    <ButtonLink look="primary" href={`/sources/new/${connector}`}>
      {texts.newerFile}
    </ButtonLink>
  );
}

function CollectButton({ connection }: { connection: string }) {
  const path = { ...useWorkspacePath(), connection };
  const mayCollect = useMay('connection.collect');
  const collect = useMutation({
    mutationFn: async () => {
      const { pull } = await read(
        api.POST('/api/workspaces/{workspace}/connections/{connection}/collect', { params: { path } }),
      );
      await queryClient.invalidateQueries({ queryKey: ['connections'] });
      navigateTo(`/sources/pulls/${pull}`);
    },
  });
  if (!mayCollect) return null;
  return (
    <div className="flex flex-col items-end gap-2">
      <Button look="primary" isBusy={collect.isPending} onClick={() => collect.mutate()}>
        {texts.collect}
      </Button>
      <FormProblem error={collect.error} />
    </div>
  );
}

function Pulls({
  connection,
  trail,
}: {
  connection: string;
  trail: readonly { label: string; href: string }[];
}) {
  const path = useWorkspacePath();
  const pulls = useQuery({
    queryKey: ['pulls', path.workspace, 'of', connection],
    queryFn: ({ signal }) =>
      read(
        api.GET('/api/workspaces/{workspace}/pulls', {
          params: { path, query: { connection, limit: 50 } },
          signal,
        }),
      ),
  });
  return (
    <Loaded query={pulls} lines={3}>
      {({ items }) => (
        <DataTable
          label={texts.pulls}
          rows={items}
          columns={columnsFor(trail)}
          keyOf={({ id }) => id}
          hrefOf={({ id }) => `/sources/pulls/${id}`}
          trail={trail}
          empty={<p className="text-note">{texts.noPulls}</p>}
        />
      )}
    </Loaded>
  );
}

function columnsFor(trail: readonly { label: string; href: string }[]): readonly Column<Pull>[] {
  const sum = (pull: Pull, name: 'items' | 'added' | 'changed' | 'closed') =>
    formatNumber(pull.populations.reduce((total, population) => total + population[name], 0));
  const { columns } = texts;
  return [
    {
      id: 'reading',
      label: columns.reading,
      cell: ({ startedAt }) => <When at={startedAt} />,
      sortBy: ({ startedAt }) => startedAt,
    },
    { id: 'state', label: columns.state, cell: (pull) => <StateMark state={pullState(pull)} /> },
    { id: 'items', label: columns.items, align: 'end', cell: (pull) => sum(pull, 'items') },
    {
      id: 'changes',
      label: columns.changes,
      align: 'end',
      isSecondary: true,
      cell: (pull) => `${sum(pull, 'added')}, ${sum(pull, 'changed')}, ${sum(pull, 'closed')}`,
    },
    {
      id: 'entry',
      label: columns.entry,
      align: 'end',
      cell: ({ position }) => <Provenance position={position} trail={trail} />,
    },
  ];
}

function pullState({ state, populations }: Pull) {
  return state === 'completed' && populations.some(({ complete }) => !complete) ? 'incomplete' : state;
}
