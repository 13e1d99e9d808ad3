import type { AnchorReceipt, LedgerHealth } from '@daybook/client';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useCheckpoints, useLedgerHealth } from '../../../app/ledger-queries.ts';
import { setQueryState, useQueryState } from '../../../app/query-state.ts';
import { Button } from '../../../components/button.tsx';
import { Loaded } from '../../../components/loaded.tsx';
import { Notice } from '../../../components/notice.tsx';
import { Section } from '../../../components/page-header.tsx';
import { Segmented } from '../../../components/segmented.tsx';
import { type Span, silences } from '../../../components/time-line.ts';
import { type HatchedLane, type Lane, TimeLineFigure } from '../../../components/time-line-figure.tsx';
import { textsOf } from '../../../messages/catalogue.ts';
import { formatNumber } from '../../../messages/shared.ts';
import { en } from './en.ts';

const texts = textsOf({ en }).line;
const kinds = textsOf({ en }).kinds;

const dayMs = 86_400_000;
const periods = ['day', 'week', 'month', 'year'] as const;
type Period = (typeof periods)[number];
const lengthsMs: Readonly<Record<Period, number>> = {
  day: dayMs,
  week: 7 * dayMs,
  month: 31 * dayMs,
  year: 366 * dayMs,
};

type Checkpoint = { readonly origin: string; readonly size: number; readonly signedAt: string };

/** Checkpoints and anchors over a period one chooses; period and place are in the address. */
export function AnchorLine({ items }: { items: readonly AnchorReceipt[] }) {
  const checkpoints = useCheckpoints();
  const health = useLedgerHealth();
  return (
    <Section title={texts.title} note={texts.legend}>
      <Loaded query={checkpoints} lines={5}>
        {(data) =>
          data.items.length === 0 && items.length === 0 ? (
            <Notice state="not-tested" title={texts.empty.title} text={texts.empty.text} />
          ) : (
            <Line anchors={items} checkpoints={data.items} gaps={health.data?.gaps ?? []} />
          )
        }
      </Loaded>
    </Section>
  );
}

type LineProps = {
  readonly anchors: readonly AnchorReceipt[];
  readonly checkpoints: readonly Checkpoint[];
  readonly gaps: LedgerHealth['gaps'];
};

function Line({ anchors, checkpoints, gaps }: LineProps) {
  const { period, span, shift, zoom } = usePeriod();
  return (
    <>
      <div className="no-print mb-3 flex flex-wrap items-center gap-3">
        <Segmented
          label={texts.period}
          value={period}
          onChange={(value) => setQueryState({ period: value })}
          segments={periods.map((value) => ({
            value,
            label: texts.periods[value],
            name: texts.periods[value],
          }))}
        />
        <div className="flex gap-1">
          <Button look="quiet" onClick={() => shift(-1)} aria-label={texts.earlier}>
            <ChevronLeft size={16} aria-hidden="true" />
          </Button>
          <Button look="quiet" onClick={() => shift(1)} aria-label={texts.later}>
            <ChevronRight size={16} aria-hidden="true" />
          </Button>
          <Button look="quiet" onClick={() => setQueryState({ until: '' })}>
            {texts.now}
          </Button>
        </div>
      </div>
      <TimeLineFigure
        label={texts.label}
        span={span}
        lanes={lanesOf(anchors, checkpoints)}
        hatched={hatchedOf({ anchors, checkpoints, gaps }, span)}
        onShift={shift}
        onZoom={zoom}
      />
    </>
  );
}

function usePeriod() {
  const [asked] = useQueryState('period', 'month');
  const [until] = useQueryState('until');
  const period = periods.find((one) => one === asked) ?? 'month';
  const lengthMs = lengthsMs[period];
  const asOfMs = Date.parse(until);
  const toMs = Number.isNaN(asOfMs) ? Date.now() : asOfMs;
  const shift = (steps: number) => {
    const next = toMs + (steps * lengthMs) / 2;
    setQueryState({ until: next >= Date.now() ? '' : new Date(next).toISOString() });
  };
  const zoom = (steps: number) => {
    const next = periods[periods.indexOf(period) - steps];
    if (next !== undefined) setQueryState({ period: next });
  };
  return { period, span: { fromMs: toMs - lengthMs, toMs }, shift, zoom };
}

function lanesOf(anchors: readonly AnchorReceipt[], checkpoints: readonly Checkpoint[]): readonly Lane[] {
  const ofKind = (kind: AnchorReceipt['kind']) =>
    anchors
      .filter((one) => one.kind === kind)
      .map(({ at, by, size, position }) => ({
        id: `${kind} ${position}`,
        atMs: Date.parse(at),
        text: texts.anchor(kinds[kind], by, formatNumber(size)),
        href: `/ledger/${position}`,
      }));
  return [
    { id: 'witness', label: texts.kinds.witness, shape: 'diamond', marks: ofKind('witness') },
    { id: 'timestamp', label: texts.kinds.timestamp, shape: 'square', marks: ofKind('timestamp') },
    { id: 'mail', label: texts.kinds.mail, shape: 'triangle', marks: ofKind('mail') },
    {
      id: 'checkpoint',
      label: texts.checkpoints,
      shape: 'disc',
      marks: checkpoints.map(({ origin, size, signedAt }) => ({
        id: `checkpoint ${origin} ${size}`,
        atMs: Date.parse(signedAt),
        text: texts.checkpoint(formatNumber(size)),
        href: null,
      })),
    },
  ];
}

function hatchedOf({ anchors, checkpoints, gaps }: LineProps, span: Span): readonly HatchedLane[] {
  const timesMs = anchors.map(({ at }) => Date.parse(at));
  const beganMs = Math.min(...timesMs, ...checkpoints.map(({ signedAt }) => Date.parse(signedAt)));
  const unvouched = silences(timesMs, { span, beganMs, longestMs: dayMs });
  return [
    {
      id: 'vouched',
      label: texts.vouched,
      knownFromMs: beganMs,
      spans: unvouched.map((one) => ({ ...one, text: texts.unvouched })),
    },
    ...(gaps.length === 0
      ? []
      : [
          {
            id: 'silent',
            label: texts.silent,
            knownFromMs: null,
            spans: gaps
              .map(({ from, to, name, hours }) => ({
                fromMs: Date.parse(from),
                toMs: Date.parse(to),
                text: texts.gap(name, formatNumber(Math.round(hours))),
              }))
              .filter(({ fromMs, toMs }) => toMs > span.fromMs && fromMs < span.toMs),
          },
        ]),
  ];
}
