import { useInfiniteQuery } from '@tanstack/react-query';
import { MonitorSmartphone } from 'lucide-react';
import { useState } from 'react';
import type { Page } from '../../app/page.ts';
import { useWorkspacePath } from '../../app/queries.ts';
import { useMay } from '../../app/session.ts';
import { Button } from '../../components/button.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { PersonName } from '../../components/person-name.tsx';
import { ShowMore } from '../../components/show-more.tsx';
import { When } from '../../components/when.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';
import { EndSession } from './end-session.tsx';
import { deviceText, type MemberSession, readPage } from './member-sessions.ts';

const texts = textsOf({ en });

export const page: Page = {
  title: texts.title,
  component: Sessions,
  permission: 'session.list',
  nav: { group: 'settings', order: 4, key: 'v', icon: MonitorSmartphone },
};

function Sessions() {
  const path = useWorkspacePath();
  const mayEnd = useMay('session.revoke');
  const [ending, setEnding] = useState<MemberSession | null>(null);
  const sessions = useInfiniteQuery({
    queryKey: ['sessions', path.workspace],
    queryFn: ({ pageParam, signal }) => readPage(path, pageParam, signal),
    initialPageParam: null as string | null, // the first page has no cursor
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
  const shown = mayEnd ? [...columns, stepsColumn(setEnding)] : columns;
  return (
    <>
      <PageHeader title={texts.title} lead={texts.lead} />
      <Loaded query={sessions} lines={5}>
        {({ pages }) => (
          <DataTable
            label={texts.title}
            rows={pages.flatMap(({ items }) => items)}
            columns={shown}
            keyOf={({ id }) => id}
            empty={<p className="py-6 text-note">{texts.none}</p>}
          />
        )}
      </Loaded>
      <ShowMore query={sessions} of={texts.title} />
      {ending !== null && <EndSession session={ending} onClose={() => setEnding(null)} />}
    </>
  );
}

function stepsColumn(onEnd: (session: MemberSession) => void): Column<MemberSession> {
  return {
    id: 'steps',
    label: texts.columns.steps,
    align: 'end',
    cell: (session) => (
      <Button look="quiet" onClick={() => onEnd(session)}>
        {texts.end} <span className="sr-only">{deviceText(session)}</span>
      </Button>
    ),
  };
}

const columns: readonly Column<MemberSession>[] = [
  {
    id: 'member',
    label: texts.columns.member,
    cell: ({ subject, name }) => <PersonName subject={subject} name={name} />,
    sortBy: ({ name, subject }) => name ?? subject,
  },
  {
    id: 'device',
    label: texts.columns.device,
    cell: (session) => (
      <>
        {deviceText(session)}
        {session.isCurrent && <span className="text-note"> ({texts.current})</span>}
      </>
    ),
    sortBy: deviceText,
  },
  {
    id: 'method',
    label: texts.columns.method,
    isSecondary: true,
    cell: ({ method }) => texts.methods[method],
    sortBy: ({ method }) => method,
  },
  {
    id: 'factor',
    label: texts.columns.factor,
    isSecondary: true,
    cell: ({ hasSecondFactor }) => (hasSecondFactor ? texts.shown : texts.notShown),
    sortBy: ({ hasSecondFactor }) => Number(hasSecondFactor),
  },
  {
    id: 'since',
    label: texts.columns.since,
    isSecondary: true,
    cell: ({ createdAt }) => <When at={createdAt} />,
    sortBy: ({ createdAt }) => createdAt,
  },
  {
    id: 'seen',
    label: texts.columns.seen,
    cell: ({ lastSeenAt }) => <When at={lastSeenAt} />,
    sortBy: ({ lastSeenAt }) => lastSeenAt,
  },
];
