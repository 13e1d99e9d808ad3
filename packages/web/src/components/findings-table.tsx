import { type Finding, type Findings, type Outcome, read } from '@daybook/client';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { api } from '../app/api.ts';
import { useWorkspacePath } from '../app/queries.ts';
import { useQueryState } from '../app/query-state.ts';
import type { Crumb } from '../app/trail.ts';
import { textsOf } from '../messages/catalogue.ts';
import { formatNumber, shared } from '../messages/shared.ts';
import { totalOf } from './counts.tsx';
import { type Column, DataTable } from './data-table.tsx';
import { ExportAction } from './export-action.tsx';
import { itemHref } from './item-href.ts';
import { Loaded } from './loaded.tsx';
import { MaskedText } from './masked-text.tsx';
import { Notice } from './notice.tsx';
import { Provenance } from './provenance.tsx';
import { Segmented } from './segmented.tsx';
import { StateMark } from './state-mark.tsx';
import { StateShape } from './state-shape.tsx';
import { When } from './when.tsx';

const en = {
  filter: 'Outcome',
  all: 'All',
  item: 'Item',
  outcome: 'Outcome',
  reason: 'Why',
  settle: (what: string) => `To settle it: ${what}`,
  happened: 'Happened',
  entry: 'Entry',
  none: { title: 'No findings yet', text: 'A check speaks once a source has listed what it looks at.' },
  noneOfThese: 'None with this outcome.',
  label: 'Findings',
};
const texts = textsOf({ en });

const outcomes: readonly (readonly [Outcome, keyof Findings['counts']])[] = [
  ['fail', 'fail'],
  ['unknown', 'unknown'],
  ['pass', 'pass'],
  ['not-applicable', 'notApplicable'],
];

/** What the checks of a control say of each item, by outcome; the choice is in the address. */
export function FindingsTable({
  control,
  trail,
  rowsFirst,
}: {
  control: string;
  trail: readonly Crumb[];
  rowsFirst?: number;
}) {
  const [chosen, choose] = useQueryState('outcome');
  const outcome = outcomes.find(([name]) => name === chosen)?.[0];
  const path = { ...useWorkspacePath(), control };
  const findings = useInfiniteQuery({
    queryKey: ['controls', path.workspace, control, 'findings', outcome ?? 'all'],
    initialPageParam: '',
    queryFn: ({ signal, pageParam }) => {
      const query = {
        limit: 100,
        ...(outcome && { outcome }),
        ...(pageParam !== '' && { cursor: pageParam }),
      };
      return read(
        api.GET('/api/workspaces/{workspace}/controls/{control}/findings', {
          params: { path, query },
          signal,
        }),
      );
    },
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });
  const { fetchNextPage, hasNextPage } = findings;
  const onNearEnd = useCallback(() => {
    if (hasNextPage) void fetchNextPage();
  }, [hasNextPage, fetchNextPage]);
  return (
    <Loaded query={findings}>
      {({ pages }) => {
        const counts = pages[0]?.counts ?? { pass: 0, fail: 0, unknown: 0, notApplicable: 0 };
        if (totalOf(counts) === 0) {
          return <Notice state="not-tested" title={texts.none.title} text={texts.none.text} />;
        }
        return (
          <>
            <div className="flex flex-wrap items-center justify-between gap-2">
              <OutcomeChoice counts={counts} value={outcome ?? ''} onChange={choose} />
              <ExportAction what="findings" query={{ control, outcome: outcome ?? '' }} />
            </div>
            <div className="mt-2">
              <DataTable
                label={texts.label}
                rows={pages.flatMap(({ items }) => items)}
                total={totalFor(outcome, counts)}
                columns={columnsFor(trail)}
                keyOf={({ check, kind, scope, key }) => `${check} ${kind} ${scope} ${key}`}
                hrefOf={itemHref}
                trail={trail}
                onNearEnd={onNearEnd}
                {...(rowsFirst !== undefined && { rowsFirst })}
                key={outcome ?? ''}
                empty={<p className="py-6 text-note">{texts.noneOfThese}</p>}
              />
            </div>
          </>
        );
      }}
    </Loaded>
  );
}

function columnsFor(trail: readonly Crumb[]): readonly Column<Finding>[] {
  return [
    {
      id: 'item',
      label: texts.item,
      cell: ({ title, reason }) => (
        <>
          <MaskedText text={title} isPlain />
          <span className="block truncate text-xs text-note md:hidden">{reason}</span>
        </>
      ),
      sortBy: ({ title }) => title,
      width: 'max-w-[40vw] md:max-w-96',
    },
    {
      id: 'outcome',
      label: texts.outcome,
      cell: ({ outcome }) => <StateMark state={outcome} />,
      sortBy: ({ outcome }) => outcome,
    },
    {
      id: 'reason',
      label: texts.reason,
      isSecondary: true,
      cell: (finding) => (
        <span className="line-clamp-2 max-w-[28rem] text-sm text-soft" title={whyOf(finding)}>
          {whyOf(finding)}
        </span>
      ),
    },
    {
      id: 'happened',
      label: texts.happened,
      isSecondary: true,
      cell: ({ occurredAt }) => <When at={occurredAt} absent={shared.time.unknown} />,
      sortBy: ({ occurredAt }) => occurredAt ?? '',
    },
    {
      id: 'entry',
      label: texts.entry,
      align: 'end',
      cell: ({ position }) => <Provenance position={position} trail={trail} />,
      sortBy: ({ position }) => position,
    },
  ];
}

/** The reason, and for what cannot be told what would settle it. */
function whyOf({ reason, settle }: Finding): string {
  const sentence = `${reason.charAt(0).toUpperCase()}${reason.slice(1)}`;
  return settle === null ? sentence : `${sentence}. ${texts.settle(settle)}`;
}

function OutcomeChoice({
  counts,
  value,
  onChange,
}: {
  counts: Findings['counts'];
  value: string;
  onChange: (value: string) => void;
}) {
  const segments = outcomes.map(([outcome, name]) => ({
    value: outcome,
    name: `${shared.states[outcome]}: ${counts[name]}`,
    label: (
      <>
        <StateShape state={outcome} size={11} />
        {shared.states[outcome]} <span className="number font-medium">{formatNumber(counts[name])}</span>
      </>
    ),
  }));
  const total = formatNumber(totalOf(counts));
  const all = { value: '', name: `${texts.all}: ${total}`, label: `${texts.all} ${total}` };
  return <Segmented label={texts.filter} segments={[all, ...segments]} value={value} onChange={onChange} />;
}

function totalFor(outcome: Outcome | undefined, counts: Findings['counts']): number {
  const name = outcomes.find(([one]) => one === outcome)?.[1];
  return name === undefined ? totalOf(counts) : counts[name];
}
