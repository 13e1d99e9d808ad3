import { type ConnectorCard, read } from '@daybook/client';
import { useMutation } from '@tanstack/react-query';
import { api } from '../../../app/api.ts';
import { navigateTo } from '../../../app/navigate.ts';
import type { Page } from '../../../app/page.ts';
import { useConnectors, useWorkspacePath } from '../../../app/queries.ts';
import { Anchor } from '../../../components/anchor.tsx';
import { Button } from '../../../components/button.tsx';
import { FormProblem } from '../../../components/form-problem.tsx';
import { Loaded } from '../../../components/loaded.tsx';
import { PageHeader } from '../../../components/page-header.tsx';
import { textsOf } from '../../../messages/catalogue.ts';
import { kindWord } from '../../../messages/shared.ts';
import { en } from './en.ts';

const texts = textsOf({ en });

export const page: Page = { title: texts.title, component: NewSource, permission: 'connection.create' };

function NewSource() {
  const connectors = useConnectors();
  return (
    <>
      <PageHeader title={texts.title} home={[{ label: texts.sources, href: '/sources' }]} lead={texts.lead} />
      <Loaded query={connectors}>
        {({ items }) => (
          <>
            <ThisRepository connectors={items} />
            <ul className="grid gap-3 md:grid-cols-2 lg:grid-cols-3">
              {items.map((connector) => (
                <Card key={connector.id} connector={connector} />
              ))}
            </ul>
          </>
        )}
      </Loaded>
    </>
  );
}

function Card({ connector }: { connector: ConnectorCard }) {
  const { id, name, summary, emits, history, isUnproven } = connector;
  return (
    <li className="relative flex flex-col rounded-md border border-line bg-raised p-4 focus-within:border-accent hover:border-edge">
      <h2 className="text-lg">
        <Anchor href={`/sources/new/${id}`} className="text-ink no-underline after:absolute after:inset-0">
          {name}
        </Anchor>
      </h2>
      <p className="mt-1 grow text-soft">{summary}</p>
      <p className="mt-3 text-sm text-note">
        {texts.reads} {emits.map((kind) => kindWord(kind)).join(', ')}; {texts.history[history]}
        {isUnproven && <>; {texts.unproven}</>}.
      </p>
    </li>
  );
}

/** The shortest way to something real: the repository Daybook runs from, where the server can read it. */
function ThisRepository({ connectors }: { connectors: readonly ConnectorCard[] }) {
  const path = useWorkspacePath();
  const found = connectors.flatMap(({ id, fields }) =>
    fields.flatMap(({ name, suggestion }) =>
      suggestion === null ? [] : [{ connector: id, name, suggestion }],
    ),
  )[0];
  const start = useMutation({
    mutationFn: async ({ connector, suggestion }: { connector: string; suggestion: string }) => {
      const body = { connector, path: suggestion };
      const { pull } = await read(
        api.POST('/api/workspaces/{workspace}/imports', { params: { path }, body }),
      );
      navigateTo(`/sources/pulls/${pull}`);
    },
  });
  if (found === undefined) return null;
  return (
    <section className="mb-6 rounded-md border border-accent/50 bg-accent-tint p-4">
      <h2 className="text-lg">{texts.here.title}</h2>
      <p className="prose-line mt-1 text-soft">{texts.here.text}</p>
      <div className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button look="primary" isBusy={start.isPending} onClick={() => start.mutate(found)}>
          {texts.here.action}
        </Button>
        <code className="font-mono text-xs break-all text-soft">{found.suggestion}</code>
      </div>
      <FormProblem error={start.error} />
    </section>
  );
}
