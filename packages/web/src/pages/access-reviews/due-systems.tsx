import { type Column, DataTable } from '../../components/data-table.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Section } from '../../components/page-header.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import type { State } from '../../components/state-shape.tsx';
import { When } from '../../components/when.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { formatNumber } from '../../messages/shared.ts';
import { en } from './en.ts';
import { type DueReview, useDueReviews } from './use-reviews.ts';

const texts = textsOf({ en }).due;

type DueSystemsProps = {
  readonly chosen: ReadonlySet<string>;
  /** Null: whoever looks may not open a review. */
  readonly onChoose: ((chosen: ReadonlySet<string>) => void) | null;
};

/** Every system with its cadence, what was missed, and whether its list could be trusted now. */
export function DueSystems({ chosen, onChoose }: DueSystemsProps) {
  const due = useDueReviews();
  const pick = (system: string) => {
    const next = new Set(chosen);
    if (!next.delete(system)) next.add(system);
    onChoose?.(next);
  };
  return (
    <Section title={texts.title}>
      <Loaded query={due} lines={4}>
        {({ items }) => (
          <DataTable
            label={texts.title}
            rows={items}
            columns={[systemColumn(chosen, onChoose === null ? null : pick), ...columns]}
            keyOf={({ system }) => system}
            empty={<p className="py-6 text-note">{texts.none}</p>}
          />
        )}
      </Loaded>
    </Section>
  );
}

function systemColumn(
  chosen: ReadonlySet<string>,
  onPick: ((system: string) => void) | null,
): Column<DueReview> {
  return {
    id: 'system',
    label: texts.columns.system,
    sortBy: ({ name }) => name,
    cell: ({ system, name }) =>
      onPick === null ? (
        name
      ) : (
        <label className="flex min-h-8 items-center gap-2">
          <input
            type="checkbox"
            aria-label={texts.pick(name)}
            checked={chosen.has(system)}
            onChange={() => onPick(system)}
            className="size-5 shrink-0 accent-accent"
          />
          <span className="min-w-0 break-words">{name}</span>
        </label>
      ),
  };
}

const marks: Readonly<Record<DueReview['state'], State>> = {
  none: 'not-applicable',
  due: 'pending',
  open: 'running',
  done: 'completed',
};

const columns: readonly Column<DueReview>[] = [
  {
    id: 'accounts',
    label: texts.columns.accounts,
    align: 'end',
    cell: ({ accounts }) => <span className="number">{formatNumber(accounts)}</span>,
    sortBy: ({ accounts }) => accounts,
  },
  {
    id: 'list',
    label: texts.columns.list,
    cell: ({ isWhole, source, reasons }) => {
      if (source === 'attested') return <StateMark state="attested" label={texts.attested} />;
      if (isWhole) return <StateMark state="complete" label={texts.whole} />;
      return (
        <>
          <StateMark state="incomplete" label={texts.notWhole} />
          <span className="block max-w-64 text-xs text-note">{reasons[0]}</span>
        </>
      );
    },
  },
  {
    id: 'due',
    label: texts.columns.due,
    isSecondary: true,
    cell: ({ state, period, dueAt }) => (
      <>
        <StateMark state={marks[state]} label={texts.states[state]} />
        <span className="block text-xs text-note">
          {period}
          {dueAt !== null && state !== 'done' && (
            <>
              {' · '}
              <When at={dueAt} />
            </>
          )}
        </span>
      </>
    ),
    sortBy: ({ dueAt }) => dueAt ?? '9',
  },
  {
    id: 'missed',
    label: texts.columns.missed,
    isSecondary: true,
    cell: ({ missed }) =>
      missed.length === 0 ? null : (
        <StateMark state="failing" label={texts.never(missed.slice(-3).join(', '))} />
      ),
    sortBy: ({ missed }) => missed.length,
  },
];
