import { type Column, DataTable } from '../../../components/data-table.tsx';
import { Section } from '../../../components/page-header.tsx';
import { PersonName } from '../../../components/person-name.tsx';
import { StateMark } from '../../../components/state-mark.tsx';
import { When } from '../../../components/when.tsx';
import { textsOf } from '../../../messages/catalogue.ts';
import { formatNumber } from '../../../messages/shared.ts';
import type { ReviewDetail } from '../use-reviews.ts';
import { en } from './en.ts';

const texts = textsOf({ en }).systems;

type System = ReviewDetail['systems'][number];

/** The lists as they were frozen, each with whether it was whole, and the digest by which it can be proven. */
export function FrozenSystems({ review }: { review: ReviewDetail }) {
  return (
    <Section title={texts.title}>
      <DataTable
        label={texts.title}
        rows={review.systems}
        columns={columns}
        keyOf={({ system }) => system}
        rowsFirst={12}
      />
    </Section>
  );
}

const columns: readonly Column<System>[] = [
  { id: 'system', label: texts.columns.system, cell: ({ system }) => system, sortBy: ({ system }) => system },
  {
    id: 'list',
    label: texts.columns.list,
    cell: ({ isWhole, source, reasons }) => {
      if (source === 'attested') return <StateMark state="attested" label={texts.attested} />;
      if (isWhole) return <StateMark state="complete" label={texts.whole} />;
      return (
        <>
          <StateMark state="incomplete" label={texts.notWhole} />
          <span className="block max-w-72 text-xs text-note">{reasons.join('; ')}</span>
        </>
      );
    },
  },
  {
    id: 'items',
    label: texts.columns.items,
    align: 'end',
    cell: ({ decided, items }) => (
      <span className="number whitespace-nowrap">{texts.of(formatNumber(decided), formatNumber(items))}</span>
    ),
    sortBy: ({ items }) => items,
  },
  {
    id: 'reviewer',
    label: texts.columns.reviewer,
    isSecondary: true,
    cell: ({ reviewer }) => <PersonName subject={reviewer} />,
  },
  {
    id: 'read',
    label: texts.columns.read,
    isSecondary: true,
    cell: ({ readAt }) => readAt !== null && <When at={readAt} />,
  },
  {
    id: 'digest',
    label: texts.columns.digest,
    isSecondary: true,
    align: 'end',
    cell: ({ digest }) => (
      <code className="font-mono text-xs" title={digest}>
        {digest.slice(0, 12)}
      </code>
    ),
  },
];
