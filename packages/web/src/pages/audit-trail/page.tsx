import type { AuditTrail } from '@daybook/client';
import { ScrollText } from 'lucide-react';
import { useDeferredValue } from 'react';
import { useLedger } from '../../app/ledger-queries.ts';
import type { Page } from '../../app/page.ts';
import { Button } from '../../components/button.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Notice, Remark } from '../../components/notice.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Exactly } from '../../components/when.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { formatNumber } from '../../messages/shared.ts';
import { en } from './en.ts';
import { TrailFilterRow } from './trail-filter-row.tsx';
import { TrailList } from './trail-list.tsx';
import { personText } from './trail-person.tsx';
import { useTrail } from './use-trail.ts';
import { clearTrail, type TrailValues, useTrailValues } from './use-trail-values.ts';

const texts = textsOf({ en });

export const page: Page = {
  title: texts.title,
  component: Trail,
  permission: 'audit-trail.list',
  nav: { group: 'records', order: 2, key: 'u', icon: ScrollText },
};

function Trail() {
  const shown = useTrailValues();
  const values = useDeferredValue(shown);
  const trail = useTrail(values);
  const pages = trail.data?.pages ?? [];
  return (
    <>
      <PageHeader title={texts.title} lead={texts.lead} />
      <TrailFilterRow
        values={shown}
        kinds={pages[0]?.kinds ?? []}
        actorName={actorName(pages, values.actor)}
      />
      <Doubts pages={pages} />
      <Loaded query={trail} lines={10}>
        {(data) => <Entries pages={data.pages} values={values} />}
      </Loaded>
      <End trail={trail} />
    </>
  );
}

/** What keeps the list from being the whole and readable truth. */
function Doubts({ pages }: { pages: readonly AuditTrail[] }) {
  const ledger = useLedger();
  const items = pages.flatMap((one) => one.items);
  const isLocked =
    items.length > 0 && items.every(({ payload }) => payload === 'unreadable' || payload === 'none');
  return (
    <div className="space-y-2 empty:hidden mb-4">
      {ledger.data?.standing.state === 'forked' && <Remark state="unknown">{texts.forked}</Remark>}
      {isLocked && (
        <Remark state="unknown">
          {texts.locked} {texts.lockedNext}
        </Remark>
      )}
    </div>
  );
}

function Entries({ pages, values }: { pages: readonly AuditTrail[]; values: TrailValues }) {
  const items = pages.flatMap((one) => one.items);
  if (items.length > 0) return <TrailList items={items} />;
  if (pages.at(-1)?.searchedBackTo !== null) return null;
  const isNarrowed = Object.values(values).some((value) => value !== '');
  if (!isNarrowed) return <Notice state="pending" title={texts.none.first} text={texts.none.firstText} />;
  const action = { label: texts.clear, onPress: clearTrail };
  return <Notice state="not-applicable" title={texts.none.title} text={texts.none.text} action={action} />;
}

/** Where the list ends: at the first entry, at the next page, or where a search paused. */
function End({ trail }: { trail: ReturnType<typeof useTrail> }) {
  const last = trail.data?.pages.at(-1);
  if (last === undefined) return null;
  const { searchedBackTo } = last;
  const hasItems = trail.data?.pages.some(({ items }) => items.length > 0);
  if (!trail.hasNextPage) return hasItems ? <p className="py-3 text-sm text-note">{texts.end}</p> : null;
  return (
    <div className="no-print flex flex-wrap items-center gap-x-4 gap-y-2 py-4">
      {searchedBackTo !== null && (
        <p role="status" className="text-soft">
          {texts.searchedTo(formatNumber(searchedBackTo.position))} <Exactly at={searchedBackTo.recordedAt} />
        </p>
      )}
      <Button onClick={() => void trail.fetchNextPage()} isBusy={trail.isFetchingNextPage}>
        {searchedBackTo === null ? texts.more : texts.further}
      </Button>
    </div>
  );
}

function actorName(pages: readonly AuditTrail[], actor: string): string | null {
  const found = pages.flatMap((one) => one.items).find((item) => item.actor === actor);
  if (found === undefined) return null;
  return personText({ subject: found.actor, state: found.actorState, name: found.actorName });
}
