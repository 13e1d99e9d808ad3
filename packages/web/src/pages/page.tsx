import type { Connection, ControlStatus, Duty, Population } from '@daybook/client';
import { Sun } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Page } from '../app/page.ts';
import { useConnections, useControls, usePopulations } from '../app/queries.ts';
import { useWorkspace } from '../app/session.ts';
import { Anchor } from '../components/anchor.tsx';
import { ButtonLink } from '../components/button.tsx';
import { GuidedTour } from '../components/guided-tour.tsx';
import { Loaded } from '../components/loaded.tsx';
import { LookAround } from '../components/look-around.tsx';
import { Notice } from '../components/notice.tsx';
import { PageHeader } from '../components/page-header.tsx';
import { Provenance } from '../components/provenance.tsx';
import { StateShape } from '../components/state-shape.tsx';
import { When } from '../components/when.tsx';
import { textsOf } from '../messages/catalogue.ts';
import { formatNumber, shared } from '../messages/shared.ts';
import { dutyThings } from './duty-things.ts';
import { en } from './en.ts';
import { LeaverNumber } from './leaver-number.tsx';
import { type Thing, thingsMax, thingsToDo } from './things-to-do.ts';
import { useDuties } from './use-duties.ts';
import { useLedgerThings } from './use-ledger-things.ts';
import { useSignInThings } from './use-sign-in-things.ts';

const texts = textsOf({ en });

export const page: Page = {
  title: texts.title,
  component: Today,
  permission: 'control.list',
  nav: { group: 'work', order: 1, key: 't', icon: Sun },
};

function Today() {
  const controls = useControls();
  const connections = useConnections();
  const populations = usePopulations();
  const duties = useDuties();
  const parts = [controls, connections, populations, duties];
  const isRead = controls.data && connections.data && populations.data && duties.data;
  const query = {
    data: isRead
      ? {
          controls: controls.data.items,
          connections: connections.data.items,
          populations: populations.data.items,
          duties: duties.data.items,
        }
      : undefined,
    error: parts.find(({ error }) => error)?.error ?? null,
    refetch: () => Promise.all(parts.map(({ refetch }) => refetch())),
  };
  return (
    <>
      <PageHeader title={texts.title} lead={texts.lead} />
      <GuidedTour />
      <Loaded query={query}>{(data) => <Board {...data} />}</Loaded>
    </>
  );
}

type BoardProps = {
  readonly controls: readonly ControlStatus[];
  readonly connections: readonly Connection[];
  readonly populations: readonly Population[];
  readonly duties: readonly Duty[];
};

function Board({ controls, connections, populations, duties }: BoardProps) {
  const { isSample } = useWorkspace();
  const ledger = useLedgerThings();
  const signIn = useSignInThings();
  if (connections.every(({ isOwn }) => isOwn)) {
    return (
      <>
        {signIn.length > 0 && <Things things={signIn} />}
        <BeforeFirst isSample={isSample} />
      </>
    );
  }
  const things = thingsToDo(
    {
      // The log of a sample is no evidence, so nothing outside has to vouch for it.
      ...{ controls, ledger: isSample ? [] : ledger, signIn },
      connections: connections.filter(isOfInterest),
      duties: dutyThings(duties, texts.duties),
    },
    texts,
  );
  const items = populations.reduce((sum, population) => sum + population.items, 0);
  return (
    <>
      <LeaverNumber />
      <Figures {...{ controls, populations, items }} />
      {things.length === 0 ? (
        <Notice
          state="operating"
          title={texts.empty.title}
          text={texts.empty.text(formatNumber(controls.length), formatNumber(items))}
        />
      ) : (
        <Things things={things} />
      )}
    </>
  );
}

/** A sample company reads its files by itself; anybody else begins with a source, or looks around in one. */
function BeforeFirst({ isSample }: { isSample: boolean }) {
  if (isSample) return <Notice state="not-tested" title={texts.filling.title} text={texts.filling.text} />;
  const { title, text, action } = texts.first;
  return (
    <>
      <Notice state="not-tested" title={title} text={text} action={{ label: action, href: '/sources/new' }} />
      <LookAround />
    </>
  );
}

/** That Daybook is just reading itself is no news; that it could not is. */
function isOfInterest({ isOwn, lastPull }: Connection): boolean {
  return !isOwn || (lastPull !== null && lastPull.state !== 'running');
}

function Figures({
  controls,
  populations,
  items,
}: Omit<BoardProps, 'connections' | 'duties'> & { items: number }) {
  const operating = controls.filter(({ verdict }) => verdict === 'effective').length;
  const latest = populations.toSorted((one, other) => other.position - one.position)[0];
  const broken = populations.filter(({ isComplete }) => !isComplete);
  const unknownSince =
    broken.map(({ lastCompleteAt, lastPullAt }) => lastCompleteAt ?? lastPullAt).sort()[0] ?? null;
  const unknown = controls.reduce((sum, { counts }) => sum + counts.unknown, 0);
  const words = texts.figures;
  return (
    <dl className="mb-8 grid grid-cols-2 gap-x-6 gap-y-4 border-y border-line py-4 md:grid-cols-4">
      <Figure term={words.watched} note={words.watchedNote(populations.length)}>
        {formatNumber(items)}
      </Figure>
      <Figure term={words.operating} note={words.operatingNote(controls.length)}>
        {formatNumber(operating)}
      </Figure>
      <Figure term={words.unknown} note={<OldestUnknown count={unknown} since={unknownSince} />}>
        {formatNumber(unknown)}
      </Figure>
      <Figure term={words.written} note={<Provenance position={latest?.position ?? null} />}>
        <When at={latest?.lastPullAt ?? null} />
      </Figure>
    </dl>
  );
}

function OldestUnknown({ count, since }: { count: number; since: string | null }) {
  const { oldest, none } = texts.figures;
  if (count === 0 && since === null) return none;
  if (since === null) return null;
  return (
    <>
      {oldest} <When at={since} />
    </>
  );
}

function Figure({ term, note, children }: { term: string; note?: ReactNode; children: ReactNode }) {
  return (
    <div>
      <dt className="text-sm text-note">{term}</dt>
      <dd className="number text-xl font-semibold tracking-tight">{children}</dd>
      <dd className="min-h-5 text-sm text-note">{note}</dd>
    </div>
  );
}

function Things({ things }: { things: readonly Thing[] }) {
  return (
    <section aria-labelledby="things">
      <h2 id="things" className="mb-1 text-lg">
        {texts.list}
      </h2>
      <ol>
        {things.slice(0, thingsMax).map((thing) => (
          <li
            key={thing.id}
            className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-2 border-b border-line py-3.5 md:grid-cols-[auto_minmax(0,1fr)_auto] md:items-center"
          >
            <span className="pt-[3px] md:self-start">
              <StateShape state={thing.state} size={16} />
            </span>
            <div className="min-w-0">
              <p className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5">
                <span className="font-semibold">{thing.title}</span>
                <span className="text-sm text-note">{shared.states[thing.state]}</span>
              </p>
              <p className="prose-line text-soft">{thing.reason}</p>
              <p className="mt-1 flex flex-wrap items-center gap-x-3 text-sm text-note">
                {thing.since !== null && <When at={thing.since} />}
                <Provenance position={thing.position} />
              </p>
            </div>
            <ButtonLink href={thing.action.href} className="max-md:col-start-2 max-md:justify-self-start">
              {thing.action.label}
            </ButtonLink>
          </li>
        ))}
      </ol>
      {things.length > thingsMax && (
        <details className="mt-3 text-sm text-note">
          <summary className="cursor-pointer py-1.5">{texts.more(things.length - thingsMax)}</summary>
          <ul className="mt-1 space-y-1">
            {things.slice(thingsMax).map(({ id, title, state, action }) => (
              <li key={id} className="flex items-baseline gap-2">
                <StateShape state={state} />
                <Anchor href={action.href}>{title}</Anchor>
                <span>{shared.states[state]}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
