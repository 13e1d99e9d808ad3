import type { Anchors, LedgerState, LogStanding as Standing } from '@daybook/client';
import type { ReactNode } from 'react';
import { useAnchors } from '../../app/ledger-queries.ts';
import { ButtonLink } from '../../components/button.tsx';
import { Details, detail } from '../../components/details.tsx';
import { Digest } from '../../components/digest.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { RungLadder } from '../../components/rung-ladder.tsx';
import { type State, StateShape } from '../../components/state-shape.tsx';
import { When } from '../../components/when.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { formatNumber } from '../../messages/shared.ts';
import { en } from './en.ts';

const texts = textsOf({ en }).state;

/** How big the log is, up to where it is signed, and who outside vouches for it. */
export function LogStanding({ ledger }: { ledger: LedgerState }) {
  const anchors = useAnchors();
  return (
    <section aria-label={texts.label} className="rounded-md border border-line bg-raised p-4">
      <div className="gap-x-10 gap-y-6 lg:grid lg:grid-cols-2">
        <ul className="mb-4 space-y-3">
          <Size ledger={ledger} />
          <Signed ledger={ledger} />
          {anchors.data?.pages[0] && <Anchored anchors={anchors.data.pages[0]} />}
          <Guard standing={ledger.standing} />
        </ul>
        {/* A phone shows the feed sooner; the page of the anchors has the ladder as well. */}
        <div className="max-md:hidden">
          <h2 className="mb-3 text-base">{texts.ladder}</h2>
          <Loaded query={anchors} lines={4}>
            {({ pages: [first] }) => first && <RungLadder anchors={first} />}
          </Loaded>
        </div>
      </div>
      <details>
        <summary className="touch w-fit cursor-pointer py-1 text-sm text-soft hover:text-ink">
          {texts.forCompare}
        </summary>
        <div className="pt-2">
          <Details
            items={[
              detail(texts.origin, <code className="font-mono text-xs break-all">{ledger.log.origin}</code>),
              detail(texts.root, <Digest value={ledger.log.root} name={texts.root} isWhole />),
              detail(texts.key, <Digest value={ledger.log.verifierKey} name={texts.key} isWhole />),
            ]}
          />
        </div>
      </details>
    </section>
  );
}

function Line({ state, title, children }: { state: State; title: ReactNode; children?: ReactNode }) {
  return (
    <li className="flex gap-2.5">
      <span className="pt-1">
        <StateShape state={state} />
      </span>
      <div className="min-w-0">
        <p className="number font-medium">{title}</p>
        {children !== undefined && <div className="number text-sm text-soft">{children}</div>}
      </div>
    </li>
  );
}

function Size({ ledger: { log } }: { ledger: LedgerState }) {
  return (
    <Line state={log.size === 0 ? 'pending' : 'complete'} title={texts.size(formatNumber(log.size))}>
      {texts.recorded} <When at={log.lastRecordedAt} />
    </Line>
  );
}

function Signed({ ledger: { log, checkpoint } }: { ledger: LedgerState }) {
  if (checkpoint === null) return <Line state="pending" title={texts.unsigned} />;
  const behind = log.size - checkpoint.size;
  return (
    <Line state="complete" title={texts.signed(formatNumber(checkpoint.size))}>
      <When at={checkpoint.signedAt} />
      {behind > 0 && <span>; {texts.behind(formatNumber(behind))}</span>}
    </Line>
  );
}

function Anchored({ anchors: { newestAt, isOverdue, sentence, targets } }: { anchors: Anchors }) {
  const action = (
    <ButtonLink href="/ledger/anchors" className="mt-2">
      {targets.length === 0 ? texts.manage : texts.anchor}
    </ButtonLink>
  );
  if (newestAt === null) {
    return (
      <Line state="unknown" title={texts.neverAnchored}>
        <p className="prose-line">{texts.neverText}</p>
        {action}
      </Line>
    );
  }
  if (isOverdue) {
    return (
      <Line state="unknown" title={texts.overdue}>
        <p className="prose-line">
          {texts.overdueText} <When at={newestAt} />.
        </p>
        {action}
      </Line>
    );
  }
  return (
    <Line
      state="operating"
      title={
        <>
          {texts.anchored} <When at={newestAt} />
        </>
      }
    >
      <p className="prose-line">{sentence}</p>
    </Line>
  );
}

function Guard({ standing: { state, guardedAt } }: { standing: Standing }) {
  if (state === 'unguarded') {
    return (
      <Line state="unknown" title={texts.unguarded}>
        <p className="prose-line">{texts.unguardedText}</p>
      </Line>
    );
  }
  if (guardedAt === null) return null;
  return (
    <Line
      state="complete"
      title={
        <>
          {texts.guarded} <When at={guardedAt} />
        </>
      }
    />
  );
}
