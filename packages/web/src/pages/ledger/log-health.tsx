import type { LedgerHealth } from '@daybook/client';
import type { ReactNode } from 'react';
import { useLedgerHealth } from '../../app/ledger-queries.ts';
import { Anchor } from '../../components/anchor.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Section } from '../../components/page-header.tsx';
import { type State, StateShape } from '../../components/state-shape.tsx';
import { Exactly, When } from '../../components/when.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { formatNumber } from '../../messages/shared.ts';
import { en } from './en.ts';

const texts = textsOf({ en }).health;

const shownGaps = 3;

const clockStates = { ok: 'operating', skewed: 'failing', unknown: 'unknown' } as const satisfies Record<
  LedgerHealth['clock']['state'],
  State
>;

/** Whether our clock agrees with others, and when nobody looked. */
export function LogHealth() {
  const health = useLedgerHealth();
  return (
    <Section title={texts.title}>
      <Loaded query={health} lines={2}>
        {(data) => (
          <ul className="space-y-2">
            <Clock clock={data.clock} />
            <Gaps gaps={data.gaps} />
            {data.late.map(({ connection, name, late, sentence }) => (
              <Row key={connection} state="incomplete" title={late > 0 ? `${texts.late}: ${name}` : name}>
                {sentence}
              </Row>
            ))}
          </ul>
        )}
      </Loaded>
    </Section>
  );
}

type RowProps = { readonly state: State; readonly title?: string; readonly children: ReactNode };

function Row({ state, title, children }: RowProps) {
  return (
    <li className="flex gap-2.5">
      <span className="pt-[3px]">
        <StateShape state={state} />
      </span>
      <p className="prose-line min-w-0">
        {title !== undefined && <span className="font-medium">{title}. </span>}
        <span className="text-soft">{children}</span>
      </p>
    </li>
  );
}

function Clock({ clock }: { clock: LedgerHealth['clock'] }) {
  return (
    <Row state={clockStates[clock.state]}>
      {clock.sentence}
      {clock.at !== null && clock.comparedWith !== null && (
        <span className="text-note">
          {' '}
          ({texts.compared(clock.comparedWith)}, <When at={clock.at} />)
        </span>
      )}
    </Row>
  );
}

function Gaps({ gaps }: { gaps: LedgerHealth['gaps'] }) {
  if (gaps.length === 0) return <Row state="complete">{texts.none}</Row>;
  return (
    <>
      {gaps.slice(0, shownGaps).map(({ connection, name, from, to, hours, reason }) => (
        <li key={`${connection} ${from}`} className="flex gap-2.5">
          <span className="pt-[3px]">
            <StateShape state="unobserved" />
          </span>
          <p className="prose-line min-w-0">
            <Anchor href={`/sources/${connection}`} className="text-ink underline decoration-edge">
              {texts.gap(name, formatNumber(Math.round(hours)))}
            </Anchor>
            <span className="text-soft">
              , {texts.lasting} <Exactly at={from} /> {texts.to} <Exactly at={to} />. {reason}
            </span>
          </p>
        </li>
      ))}
      {gaps.length > shownGaps && (
        <li className="text-sm text-note">{texts.more(formatNumber(gaps.length - shownGaps))}</li>
      )}
    </>
  );
}
