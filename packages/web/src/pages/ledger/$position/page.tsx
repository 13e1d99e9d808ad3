import { type EntryDetail, read } from '@daybook/client';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../../app/api.ts';
import type { Page } from '../../../app/page.ts';
import { useWorkspacePath } from '../../../app/queries.ts';
import { usePathParam } from '../../../app/query-state.ts';
import { CommandBlock } from '../../../components/command-block.tsx';
import { Loaded } from '../../../components/loaded.tsx';
import { PageHeader, Section } from '../../../components/page-header.tsx';
import { textsOf } from '../../../messages/catalogue.ts';
import { Bracketed } from './bracketed.tsx';
import { en } from './en.ts';
import { entryFields } from './entry-fields.ts';
import { EntryTimes } from './entry-times.tsx';
import { Neighbours, useNeighbourKeys } from './neighbours.tsx';
import { Payload } from './payload.tsx';
import { Proof } from './proof.tsx';

const texts = textsOf({ en });

export const page: Page = { title: texts.title, component: EntryPage, permission: 'ledger.read' };

function EntryPage() {
  const position = Number(usePathParam('position'));
  const path = { ...useWorkspacePath(), position };
  useNeighbourKeys();
  const entry = useQuery({
    queryKey: ['entry', path.workspace, position],
    queryFn: ({ signal }) =>
      read(api.GET('/api/workspaces/{workspace}/ledger/entries/{position}', { params: { path }, signal })),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <Loaded query={entry} title={texts.title}>
      {(found) => <EntryView key={position} position={position} of={found} />}
    </Loaded>
  );
}

function EntryView({ position, of }: { position: number; of: EntryDetail }) {
  const entry = entryFields(of.entry);
  return (
    <>
      <PageHeader
        title={of.summary}
        home={[{ label: texts.ledger, href: '/ledger' }]}
        note={
          <>
            <span className="number font-mono text-xs">#{position}</span>
            <code className="font-mono text-xs">{entry.type}</code>
          </>
        }
        actions={<Neighbours position={position} />}
      />
      <EntryTimes entry={entry} />
      <div className="gap-x-10 lg:grid lg:grid-cols-[minmax(0,1fr)_minmax(0,30rem)]">
        <div className="min-w-0">
          <Payload position={position} of={of} />
          <Section title={texts.text.title} note={texts.text.note}>
            <CommandBlock text={of.text} name={texts.text.title} />
          </Section>
        </div>
        <div className="mt-8 min-w-0 lg:mt-0">
          {of.bracket && <Bracketed bracket={of.bracket} recordedAt={entry.recordedAt} />}
          <Proof of={of} />
        </div>
      </div>
    </>
  );
}
