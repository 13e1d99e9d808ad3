import { type EntryDetail, read } from '@daybook/client';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../../app/api.ts';
import type { Page } from '../../../app/page.ts';
import { useWorkspacePath } from '../../../app/queries.ts';
import { usePathParam } from '../../../app/query-state.ts';
import { Details, detail } from '../../../components/details.tsx';
import { Loaded } from '../../../components/loaded.tsx';
import { PageHeader, Section } from '../../../components/page-header.tsx';
import { StateMark } from '../../../components/state-mark.tsx';
import { ValueTree } from '../../../components/value-cell.tsx';
import { Exactly } from '../../../components/when.tsx';
import { textsOf } from '../../../messages/catalogue.ts';
import { sentenceCase } from '../../../messages/shared.ts';
import { en } from './en.ts';
import { type EntryFields, entryFields } from './entry-fields.ts';
import { Proof } from './proof.tsx';
import { RefLink } from './ref-link.tsx';

const texts = textsOf({ en });

export const page: Page = { title: texts.title, component: EntryPage, permission: 'ledger.read' };

function EntryPage() {
  const position = Number(usePathParam('position'));
  const path = { ...useWorkspacePath(), position };
  const entry = useQuery({
    queryKey: ['ledger', path.workspace, position],
    queryFn: ({ signal }) =>
      read(api.GET('/api/workspaces/{workspace}/ledger/entries/{position}', { params: { path }, signal })),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <Loaded query={entry} title={texts.title}>
      {(found) => <EntryView position={position} of={found} />}
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
      />
      <Times entry={entry} />
      <div className="gap-x-10 lg:grid lg:grid-cols-[minmax(0,1fr)_minmax(0,30rem)]">
        <div className="min-w-0">
          <Payload of={of} />
          <Section title={texts.text.title} note={texts.text.note}>
            <pre className="rounded-md bg-sunken p-3 font-mono text-xs break-all whitespace-pre-wrap">
              {of.text}
            </pre>
          </Section>
        </div>
        <div className="mt-8 min-w-0 lg:mt-0">
          <Proof of={of} />
        </div>
      </div>
    </>
  );
}

function Times({ entry }: { entry: EntryFields }) {
  const note = (text: string) => <span className="ml-2 text-sm text-note">{text}</span>;
  return (
    <section className="mb-8 rounded-md border border-line bg-raised p-4">
      <Details
        items={[
          detail(
            texts.times.occurred,
            <>
              <Exactly at={entry.occurredAt} />
              {note(texts.occurredNote)}
            </>,
          ),
          detail(
            texts.times.observed,
            <>
              <Exactly at={entry.observedAt} />
              {note(texts.observedNote)}
            </>,
          ),
          detail(
            texts.times.recorded,
            <>
              <Exactly at={entry.recordedAt} />
              {note(texts.recordedNote)}
            </>,
          ),
          detail(
            texts.by,
            <span>
              {sentenceCase(entry.actorKind)}{' '}
              <code className="font-mono text-xs break-all text-note">{entry.actorId}</code>
            </span>,
          ),
          detail(texts.id, <code className="font-mono text-xs break-all">{entry.id}</code>),
          ...(entry.refs.length === 0
            ? []
            : [
                detail(
                  texts.refs,
                  <ul>
                    {entry.refs.map((ref) => (
                      <li key={ref}>
                        <RefLink id={ref} />
                      </li>
                    ))}
                  </ul>,
                ),
              ]),
        ]}
      />
    </section>
  );
}

function Payload({ of: { payload } }: { of: EntryDetail }) {
  return (
    <Section title={texts.payload.title}>
      {payload.state === 'present' && (
        <>
          <p className="prose-line mb-3 text-sm text-note">{texts.payload.present}</p>
          <ValueTree value={payload.json} />
        </>
      )}
      {payload.state === 'none' && <p className="text-note">{texts.payload.none}</p>}
      {payload.state === 'erased' && <StateMark state="not-applicable" label={texts.payload.erased} />}
    </Section>
  );
}
