import type { LeaverRun } from '@daybook/client';
import { UserMinus } from 'lucide-react';
import { leaverActions, type RunState, useLeavers } from '../../app/leaver-queries.ts';
import type { Page } from '../../app/page.ts';
import { useQueryState } from '../../app/query-state.ts';
import { useMay } from '../../app/session.ts';
import { ButtonLink } from '../../components/button.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { ExportAction } from '../../components/export-action.tsx';
import { SelectField } from '../../components/field.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { MaskedText } from '../../components/masked-text.tsx';
import { Notice } from '../../components/notice.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { ShowMore } from '../../components/show-more.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { When } from '../../components/when.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { formatNumber } from '../../messages/shared.ts';
import { en } from './en.ts';
import { LeaverTabs } from './leaver-tabs.tsx';
import { hoursText, runState } from './run-state.ts';

const texts = textsOf({ en });

export const page: Page = {
  title: texts.title,
  component: Leavers,
  permission: leaverActions.list,
  nav: { group: 'people', order: 2, key: 'q', icon: UserMinus },
};

const states: readonly RunState[] = ['open', 'closed', 'rescinded'];

function Leavers() {
  const mayOpen = useMay(leaverActions.open);
  const [state, setState] = useQueryState('state');
  const chosen = states.find((one) => one === state) ?? null;
  const runs = useLeavers(chosen);
  const actions = (
    <>
      <ExportAction what="leavers" query={{ state }} />
      {mayOpen && (
        <ButtonLink look="primary" href="/leavers/new">
          {texts.open}
        </ButtonLink>
      )}
    </>
  );
  const { title, text } = texts.empty;
  return (
    <>
      <PageHeader title={texts.title} lead={texts.lead} actions={actions} />
      <LeaverTabs />
      <div className="mb-4 max-w-48">
        <SelectField
          label={texts.states.label}
          value={chosen ?? ''}
          onChange={(event) => setState(event.target.value)}
        >
          <option value="">{texts.states.all}</option>
          {states.map((one) => (
            <option key={one} value={one}>
              {texts.states[one]}
            </option>
          ))}
        </SelectField>
      </div>
      <Loaded query={runs} lines={4}>
        {({ pages }) => (
          <DataTable
            label={texts.list}
            rows={pages.flatMap(({ items }) => items)}
            columns={columns}
            keyOf={({ id }) => id}
            hrefOf={({ id }) => `/leavers/${id}`}
            trail={[{ label: texts.title, href: '/leavers' }]}
            empty={
              chosen === null ? (
                <Notice state="not-tested" title={title} text={text} />
              ) : (
                <p className="py-6 text-note">{texts.noneOfState}</p>
              )
            }
          />
        )}
      </Loaded>
      <ShowMore query={runs} of={texts.title} />
    </>
  );
}

const columns: readonly Column<LeaverRun>[] = [
  {
    id: 'who',
    label: texts.columns.who,
    cell: ({ name }) => <MaskedText text={name} isPlain />,
    width: 'max-w-64',
  },
  {
    id: 'state',
    label: texts.columns.state,
    cell: (run) => {
      const { look, word } = runState(run);
      return <StateMark state={look} label={word} />;
    },
  },
  {
    id: 'open',
    label: texts.columns.open,
    align: 'end',
    cell: ({ counts }) => (
      <span className="number whitespace-nowrap">
        {texts.openOf(formatNumber(counts.open), formatNumber(counts.items))}
        {counts.late > 0 && (
          <span className="block text-sm text-fail">{texts.late(formatNumber(counts.late))}</span>
        )}
      </span>
    ),
    sortBy: ({ counts }) => counts.open,
  },
  {
    id: 'elapsed',
    label: texts.columns.elapsed,
    align: 'end',
    isSecondary: true,
    cell: ({ elapsedHours, hoursLeast, hoursMost }) => (
      <span className="number whitespace-nowrap">
        {hoursMost === null || hoursLeast === null
          ? texts.hours(hoursText(elapsedHours))
          : texts.between(hoursText(hoursLeast), hoursText(hoursMost))}
      </span>
    ),
    sortBy: ({ elapsedHours }) => elapsedHours,
  },
  {
    id: 'effective',
    label: texts.columns.effective,
    align: 'end',
    isSecondary: true,
    cell: ({ effectiveAt }) => <When at={effectiveAt} />,
    sortBy: ({ effectiveAt }) => effectiveAt,
  },
  {
    id: 'due',
    label: texts.columns.due,
    align: 'end',
    isSecondary: true,
    cell: ({ nextDueAt }) => <When at={nextDueAt} absent="" />,
    sortBy: ({ nextDueAt }) => nextDueAt ?? '',
  },
];
