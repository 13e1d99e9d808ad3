import { ListChecks } from 'lucide-react';
import { useState } from 'react';
import type { Page } from '../../app/page.ts';
import { useMay } from '../../app/session.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { ExportAction } from '../../components/export-action.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Notice } from '../../components/notice.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Provenance } from '../../components/provenance.tsx';
import { type Outcome, Said } from '../../components/said.tsx';
import { ShowMore } from '../../components/show-more.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { When } from '../../components/when.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { formatNumber } from '../../messages/shared.ts';
import { DueSystems } from './due-systems.tsx';
import { en } from './en.ts';
import { OpenReview } from './open-review.tsx';
import { type Review, useReviews } from './use-reviews.ts';

const texts = textsOf({ en });

export const page: Page = {
  title: texts.title,
  component: AccessReviews,
  permission: 'access-review.list',
  nav: { group: 'people', order: 3, key: 'r', icon: ListChecks },
};

function AccessReviews() {
  const reviews = useReviews();
  const mayOpen = useMay('access-review.open');
  const [said, setSaid] = useState<Outcome | null>(null);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  return (
    <>
      <PageHeader title={texts.title} lead={texts.lead} actions={<ExportAction what="access-reviews" />} />
      <Said outcome={said} />
      <Loaded query={reviews} lines={4}>
        {({ pages }) => <ReviewTable reviews={pages.flatMap(({ items }) => items)} />}
      </Loaded>
      <ShowMore query={reviews} of={texts.title} />
      <DueSystems chosen={chosen} onChoose={mayOpen ? setChosen : null} />
      {mayOpen && (
        <OpenReview
          chosen={chosen}
          onOpened={(text) => {
            setSaid({ text });
            setChosen(new Set());
          }}
        />
      )}
    </>
  );
}

function ReviewTable({ reviews }: { reviews: readonly Review[] }) {
  if (reviews.length === 0) {
    return <Notice state="not-tested" title={texts.none.title} text={texts.none.text} />;
  }
  return (
    <DataTable
      label={texts.title}
      rows={reviews}
      columns={columns}
      keyOf={({ id }) => id}
      hrefOf={({ id }) => `/access-reviews/${id}`}
      trail={[{ href: '/access-reviews', label: texts.title }]}
    />
  );
}

function stateMark({ state, isLate }: Review) {
  if (state === 'withdrawn') return <StateMark state="cancelled" label={texts.states.withdrawn} />;
  if (state === 'open') {
    return (
      <StateMark
        state={isLate ? 'failing' : 'pending'}
        label={isLate ? texts.states.late : texts.states.open}
      />
    );
  }
  if (isLate) return <StateMark state="effective-with-deviations" label={texts.states.closedLate} />;
  return <StateMark state="completed" label={texts.states.closed} />;
}

const columns: readonly Column<Review>[] = [
  { id: 'name', label: texts.columns.name, cell: ({ name }) => name, sortBy: ({ name }) => name },
  {
    id: 'period',
    label: texts.columns.period,
    isSecondary: true,
    cell: ({ period }) => period,
    sortBy: ({ period }) => period,
  },
  {
    id: 'progress',
    label: texts.columns.progress,
    align: 'end',
    cell: ({ decided, items, mine, mineDecided, state }) => (
      <>
        <span className="number">{texts.of(formatNumber(decided), formatNumber(items))}</span>
        {state === 'open' && mine > mineDecided && (
          <span className="block text-xs text-note">{texts.mine(formatNumber(mine - mineDecided))}</span>
        )}
      </>
    ),
    sortBy: ({ decided, items }) => (items === 0 ? 1 : decided / items),
  },
  {
    id: 'due',
    label: texts.columns.due,
    isSecondary: true,
    cell: ({ dueAt }) => <When at={dueAt} />,
    sortBy: ({ dueAt }) => dueAt,
  },
  { id: 'state', label: texts.columns.state, cell: stateMark, sortBy: ({ state }) => state },
  {
    id: 'entry',
    label: texts.columns.entry,
    align: 'end',
    isSecondary: true,
    cell: ({ position, closedPosition }) => <Provenance position={closedPosition ?? position} />,
  },
];
