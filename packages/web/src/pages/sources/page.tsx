import type { Connection } from '@daybook/client';
import { Plug } from 'lucide-react';
import type { Page } from '../../app/page.ts';
import { useConnections } from '../../app/queries.ts';
import { useMay } from '../../app/session.ts';
import { Anchor, TextLink } from '../../components/anchor.tsx';
import { ButtonLink } from '../../components/button.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Notice } from '../../components/notice.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { PopulationRows } from '../../components/population-rows.tsx';
import { Provenance } from '../../components/provenance.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { sentenceOfRefusal } from '../../components/trouble-sentence.ts';
import { When } from '../../components/when.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';
import { LastImport } from './last-import.tsx';
import { sourceState } from './source-state.ts';

const texts = textsOf({ en });

export const page: Page = {
  title: texts.title,
  component: Sources,
  permission: 'connection.list',
  nav: { group: 'work', order: 2, key: 's', icon: Plug },
};

const trail = [{ label: texts.title, href: '/sources' }];

function Sources() {
  const connections = useConnections();
  const mayConnect = useMay('connection.create');
  const maySeeMappings = useMay('file-mapping.list');
  const connect = { label: texts.connect, href: '/sources/new' };
  return (
    <>
      <PageHeader
        title={texts.title}
        lead={texts.lead}
        actions={
          (connections.data?.items ?? []).some(({ isOwn }) => !isOwn) ? (
            <>
              {maySeeMappings && <ButtonLink href="/sources/mappings">{texts.mappings}</ButtonLink>}
              {mayConnect && (
                <ButtonLink look="primary" href={connect.href}>
                  {connect.label}
                </ButtonLink>
              )}
            </>
          ) : undefined
        }
      />
      <LastImport />
      <Loaded query={connections}>
        {({ items }) => (
          <div className="space-y-8">
            {items.every(({ isOwn }) => isOwn) && (
              <Notice
                state="not-tested"
                title={texts.first.title}
                text={texts.first.text}
                action={mayConnect ? connect : undefined}
              />
            )}
            {[...items.filter(({ isOwn }) => !isOwn), ...items.filter(({ isOwn }) => isOwn)].map(
              (connection) => (
                <Source key={connection.id} connection={connection} />
              ),
            )}
          </div>
        )}
      </Loaded>
    </>
  );
}

function Source({ connection }: { connection: Connection }) {
  const { id, name, connectorName, description, isUpload, isOwn, lastPull, populations } = connection;
  return (
    <section aria-label={name}>
      <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1 pb-2">
        <h2 className="text-lg">
          <Anchor
            href={`/sources/${id}`}
            className="touch inline-flex items-center text-ink no-underline hover:text-accent hover:underline"
          >
            {name}
          </Anchor>
        </h2>
        <StateMark state={sourceState(connection)} />
        <span className="text-sm text-note">
          {lastPull === null ? (
            texts.neverRead
          ) : (
            <>
              {texts.lastRead} <When at={lastPull.finishedAt ?? lastPull.startedAt} />
            </>
          )}
        </span>
        <Provenance position={lastPull?.position ?? null} trail={trail} />
      </div>
      <p className="mb-2 min-w-0 truncate text-sm text-note">
        {connectorName}
        {!isUpload && !isOwn && (
          <>
            {' · '}
            <span className="font-mono text-xs">{description}</span>
          </>
        )}
      </p>
      {lastPull?.state === 'running' && (
        <p className="pb-2">
          <TextLink href={`/sources/pulls/${lastPull.id}`}>{texts.watch}</TextLink>
        </p>
      )}
      {lastPull?.error && <p className="prose-line pb-2 text-soft">{sentenceOfRefusal(lastPull.error)}</p>}
      {populations.length === 0 ? (
        <p className="border-y border-line py-2.5 text-note">{texts.nothingYet}</p>
      ) : (
        <PopulationRows populations={populations} trail={trail} />
      )}
    </section>
  );
}
