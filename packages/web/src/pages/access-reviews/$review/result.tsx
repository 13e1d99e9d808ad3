import { type Column, DataTable } from '../../../components/data-table.tsx';
import { Details, detail } from '../../../components/details.tsx';
import { Loaded } from '../../../components/loaded.tsx';
import { MaskedText } from '../../../components/masked-text.tsx';
import { Section } from '../../../components/page-header.tsx';
import { PersonName } from '../../../components/person-name.tsx';
import { ShowMore } from '../../../components/show-more.tsx';
import { StateMark } from '../../../components/state-mark.tsx';
import { textsOf } from '../../../messages/catalogue.ts';
import { formatNumber } from '../../../messages/shared.ts';
import { type ReviewDetail, type ReviewItem, useReviewItems } from '../use-reviews.ts';
import { decisionMarks } from './decision-marks.ts';
import { en } from './en.ts';

const texts = textsOf({ en }).result;

type Figures = NonNullable<ReviewDetail['result']>;
type ResultProps = { readonly review: ReviewDetail; readonly result: Figures };

/** What came of it: figures with their N, what stands out as facts, and whether what was to go is gone. */
export function Result({ review, result }: ResultProps) {
  return (
    <>
      <Section title={texts.title}>
        <FigureList result={result} />
      </Section>
      <Section title={texts.signals}>
        <SignalList result={result} />
      </Section>
      <Section title={texts.removals}>
        <Proof proof={review.proof} />
        {result.removed + result.changed > 0 && <RemovedItems review={review} />}
      </Section>
    </>
  );
}

function FigureList({ result }: { result: Figures }) {
  const { items, kept, changed, removed, decidedTogether, shareTogether } = result;
  const median = result.medianSecondsRisky;
  const n = formatNumber;
  return (
    <Details
      items={[
        detail(texts.items, n(items)),
        detail(texts.decisions, texts.decisionsOf(n(kept), n(changed), n(removed))),
        detail(
          texts.together,
          shareTogether === null
            ? n(0)
            : texts.togetherOf(n(decidedTogether), n(items), percent(shareTogether)),
        ),
        detail(
          texts.median,
          median === null
            ? texts.notMeasured(n(result.riskyUnmeasured))
            : texts.medianOf(seconds(median), n(result.riskyMeasured)),
        ),
        detail(texts.own, n(result.ownDecisions)),
        detail(texts.reviewers, n(result.reviewers)),
      ]}
    />
  );
}

function percent(share: number): string {
  return formatNumber(Math.round(share * 100));
}

function seconds(value: number): string {
  return formatNumber(Math.round(value * 10) / 10);
}

function SignalList({ result }: { result: Figures }) {
  if (result.signals.length === 0) return <p className="text-note">{texts.noSignals}</p>;
  const sentences: Readonly<Record<Figures['signals'][number], string>> = {
    'fast-on-risky': texts.signal['fast-on-risky'](seconds(result.medianSecondsRisky ?? 0)),
    'mostly-together': texts.signal['mostly-together'](percent(result.shareTogether ?? 0)),
    'never-removes': texts.signal['never-removes'](formatNumber(result.leaversMeanwhile)),
    'own-items': texts.signal['own-items'](formatNumber(result.ownDecisions)),
    unmeasured: texts.signal.unmeasured(formatNumber(result.riskyUnmeasured)),
  };
  return (
    <ul className="space-y-1">
      {result.signals.map((signal) => (
        <li key={signal}>
          <StateMark state="effective-with-deviations" label={sentences[signal]} />
        </li>
      ))}
    </ul>
  );
}

function Proof({ proof }: { proof: ReviewDetail['proof'] }) {
  const { removals, proven, open, late, attested, excepted } = proof;
  if (removals === 0) return <p className="text-note">{texts.noRemovals}</p>;
  const n = formatNumber;
  return (
    <p className="mb-3 flex flex-wrap gap-x-4 gap-y-1">
      <StateMark
        state={proven === removals ? 'completed' : 'pending'}
        label={texts.proof(n(proven), n(removals))}
      />
      {open > 0 && <StateMark state="pending" label={texts.stillThere(n(open))} />}
      {late > 0 && <StateMark state="failing" label={texts.late(n(late))} />}
      {attested > 0 && <StateMark state="attested" label={texts.weaker(n(attested))} />}
      {excepted > 0 && <StateMark state="not-applicable" label={texts.excepted(n(excepted))} />}
    </p>
  );
}

function RemovedItems({ review }: { review: ReviewDetail }) {
  const items = useReviewItems(review.id, { only: 'removed' });
  return (
    <>
      <Loaded query={items} lines={4}>
        {({ pages }) => (
          <DataTable
            label={texts.removed}
            rows={pages.flatMap((one) => one.items)}
            columns={columns}
            keyOf={({ item }) => String(item)}
          />
        )}
      </Loaded>
      <ShowMore query={items} of={texts.removed} />
    </>
  );
}

const columns: readonly Column<ReviewItem>[] = [
  { id: 'who', label: texts.columns.who, cell: ({ name }) => <MaskedText text={name} /> },
  {
    id: 'system',
    label: texts.columns.system,
    cell: ({ system }) => system,
    sortBy: ({ system }) => system,
  },
  {
    id: 'decision',
    label: texts.columns.decision,
    cell: ({ decision }) => {
      const [state, word] = decisionMarks[decision ?? 'open'];
      return <StateMark state={state} label={word} />;
    },
  },
  {
    id: 'by',
    label: texts.columns.by,
    isSecondary: true,
    cell: ({ decidedBy }) => decidedBy !== null && <PersonName subject={decidedBy} />,
  },
  {
    id: 'reason',
    label: texts.columns.reason,
    isSecondary: true,
    cell: ({ reason }) => (reason === null ? '' : <MaskedText text={reason} />),
  },
];
