import type { LogStanding } from '@daybook/client';
import { useLedger } from '../../../app/ledger-queries.ts';
import type { Page } from '../../../app/page.ts';
import { Details, detail } from '../../../components/details.tsx';
import { Digest } from '../../../components/digest.tsx';
import { forkSentence } from '../../../components/fork-banner.tsx';
import { Loaded } from '../../../components/loaded.tsx';
import { PageHeader, Section } from '../../../components/page-header.tsx';
import { Exactly } from '../../../components/when.tsx';
import { textsOf } from '../../../messages/catalogue.ts';
import { formatNumber } from '../../../messages/shared.ts';
import { CloseFork } from './close-fork.tsx';
import { en } from './en.ts';

const texts = textsOf({ en });

export const page: Page = { title: texts.title, component: ForkPage, permission: 'ledger.read' };

const home = [{ label: texts.ledger, href: '/ledger' }];

function ForkPage() {
  const ledger = useLedger();
  return (
    <Loaded query={ledger} title={texts.title}>
      {({ standing }) => (
        <>
          <PageHeader
            title={standing.state === 'forked' ? texts.title : texts.settled}
            home={home}
            lead={standing.fork === null ? undefined : texts.lead}
          />
          {standing.state === 'forked' && standing.fork !== null && <ForkStory fork={standing.fork} />}
          <CloseFork fork={standing.state === 'forked' ? standing.fork : null} />
        </>
      )}
    </Loaded>
  );
}

type Fork = NonNullable<LogStanding['fork']>;

function ForkStory({ fork }: { fork: Fork }) {
  return (
    <>
      <p className="prose-line text-lg">{forkSentence(fork)}</p>
      <Section title={texts.heads}>
        <Heads fork={fork} />
      </Section>
      <Section title={texts.meaning.title}>
        <ul className="prose-line list-disc space-y-2 pl-5 text-soft marker:text-note">
          <li>{texts.meaning.restore}</li>
          <li>{texts.meaning.close}</li>
          <li>{texts.meaning.neither}</li>
        </ul>
      </Section>
    </>
  );
}

function Heads({ fork }: { fork: Fork }) {
  const by = fork.knownBy === 'this machine' ? texts.thisMachine : fork.knownBy;
  return (
    <div className="grid gap-4 lg:grid-cols-2">
      <section className="rounded-md border-2 border-accent bg-raised p-4">
        <h3 className="mb-3 text-base">{texts.known}</h3>
        <Details
          items={[
            detail(texts.size, <span className="number font-semibold">{formatNumber(fork.knownSize)}</span>),
            detail(texts.by, by),
            detail(texts.at, <Exactly at={fork.knownAt} />),
            ...(fork.knownRoot === null
              ? []
              : [detail(texts.root, <Digest value={fork.knownRoot} name={texts.known} isWhole />)]),
          ]}
        />
      </section>
      <section className="rounded-md border-2 border-fail bg-raised p-4">
        <h3 className="mb-3 text-base">{texts.found}</h3>
        <Details
          items={[
            detail(texts.size, <span className="number font-semibold">{formatNumber(fork.foundSize)}</span>),
            detail(texts.root, <Digest value={fork.foundRoot} name={texts.found} isWhole />),
          ]}
        />
      </section>
    </div>
  );
}
