import { UsersRound } from 'lucide-react';
import { useCallback, useDeferredValue } from 'react';
import type { Page } from '../../app/page.ts';
import { setQueryState, useQueryState } from '../../app/query-state.ts';
import { useMay } from '../../app/session.ts';
import { useIsWide } from '../../app/use-is-wide.ts';
import { TextLink } from '../../components/anchor.tsx';
import { ExportAction } from '../../components/export-action.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Notice, Remark } from '../../components/notice.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { ShowMore } from '../../components/show-more.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { formatNumber } from '../../messages/shared.ts';
import { AccessFilterRow } from './access-filters.tsx';
import { AccessMatrix } from './access-matrix.tsx';
import { CutSearch } from './cut-search.tsx';
import { en } from './en.ts';
import { PrincipalCards } from './principal-cards.tsx';
import { MarksLegend } from './right-marks.tsx';
import { SystemRemarks } from './system-remarks.tsx';
import { type AccessFilters, type SystemColumn, useAccessList, useAccessSystems } from './use-access.ts';

const texts = textsOf({ en });

export const page: Page = {
  title: texts.title,
  component: WhoPage,
  permission: 'access-list.list',
  nav: { group: 'people', order: 1, key: 'w', icon: UsersRound },
};

/** Daybook's own members are there from the first day; they are not what one comes for. */
const ownSystem = 'daybook';

function WhoPage() {
  const filters = useFilters();
  const systems = useAccessSystems();
  return (
    <>
      <PageHeader
        title={texts.heading}
        lead={texts.lead}
        actions={<ExportAction what="access-list" query={filters} />}
      />
      <Loaded query={systems} lines={10}>
        {({ items, peopleGaps }) => (
          <>
            {items.every(({ system }) => system === ownSystem) && <FirstTime />}
            {items.length > 0 && peopleGaps.length > 0 && (
              <div className="mb-3">
                <Remark state="unknown">{texts.peopleNote(peopleGaps.join('; '))}</Remark>
              </div>
            )}
            {items.length > 0 && <AccessList filters={filters} systems={items} />}
          </>
        )}
      </Loaded>
    </>
  );
}

function useFilters(): AccessFilters {
  const [kind] = useQueryState('kind');
  const [state] = useQueryState('state');
  const [system] = useQueryState('system');
  const [right] = useQueryState('right');
  const [search] = useQueryState('search');
  return { kind, state, system, right, search };
}

function FirstTime() {
  const { title, text, action } = texts.first;
  return (
    <div className="mb-6">
      <Notice
        state="not-tested"
        title={title}
        text={text}
        action={{ label: action, href: '/sources/new/table' }}
      />
    </div>
  );
}

function AccessList({ filters, systems }: { filters: AccessFilters; systems: readonly SystemColumn[] }) {
  const list = useAccessList({ ...filters, search: useDeferredValue(filters.search) });
  const { fetchNextPage, hasNextPage, isFetchingNextPage } = list;
  const isWide = useIsWide();
  const onNearEnd = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [fetchNextPage, hasNextPage, isFetchingNextPage]);
  const shown = byUse(systems).filter(({ system }) => filters.system === '' || system === filters.system);
  return (
    <Loaded query={list} lines={10}>
      {({ pages }) => {
        const principals = pages.flatMap(({ items }) => items);
        const totals = pages[0]?.totals ?? [];
        const total = totals.reduce((sum, one) => sum + one.principals, 0);
        const unknown = totals
          .filter(({ kind }) => kind === 'unknown')
          .reduce((sum, one) => sum + one.principals, 0);
        return (
          <>
            <AccessFilterRow filters={filters} systems={systems} totals={totals} />
            <CutSearch isCut={pages[0]?.isSearchCut} />
            {unknown > 0 && (
              <div className="mb-3">
                <Remark state="unknown">
                  {texts.unknownNote(formatNumber(unknown), unknown === 1)} <SayWhose />
                </Remark>
              </div>
            )}
            {principals.length === 0 ? (
              <Nobody />
            ) : isWide ? (
              <>
                <MarksLegend />
                <AccessMatrix
                  principals={principals}
                  systems={shown}
                  total={hasNextPage ? total : principals.length}
                  onNearEnd={onNearEnd}
                />
              </>
            ) : (
              <>
                <MarksLegend />
                <PrincipalCards principals={principals} systems={systems} />
                <ShowMore query={list} of={texts.title} />
              </>
            )}
            <SystemRemarks systems={shown} />
          </>
        );
      }}
    </Loaded>
  );
}

function SayWhose() {
  const may = useMay('account-link.list');
  return may ? <TextLink href="/account-owners">{texts.sayWhose}</TextLink> : null;
}

/** Those first in which anybody has anything; Daybook itself, which is not what one comes for, after them. */
function byUse(systems: readonly SystemColumn[]): readonly SystemColumn[] {
  const rank = ({ system, holders }: SystemColumn) => (holders === 0 ? 2 : system === ownSystem ? 1 : 0);
  return systems.toSorted((one, other) => rank(one) - rank(other));
}

function Nobody() {
  const { title, text, action } = texts.nobody;
  const clear = () => setQueryState({ kind: '', state: '', system: '', right: '', search: '' });
  return (
    <Notice state="not-applicable" title={title} text={text} action={{ label: action, onPress: clear }} />
  );
}
