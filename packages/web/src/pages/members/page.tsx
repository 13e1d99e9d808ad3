import { type Member, read } from '@daybook/client';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Users } from 'lucide-react';
import { useDeferredValue, useMemo, useState } from 'react';
import { api } from '../../app/api.ts';
import type { Page } from '../../app/page.ts';
import { useWorkspacePath } from '../../app/queries.ts';
import { useQueryState } from '../../app/query-state.ts';
import { useMay } from '../../app/session.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { ExportAction } from '../../components/export-action.tsx';
import { FilterField } from '../../components/filter-field.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { MaskedText } from '../../components/masked-text.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Provenance } from '../../components/provenance.tsx';
import { type Outcome, Said } from '../../components/said.tsx';
import { ShowMore } from '../../components/show-more.tsx';
import { When } from '../../components/when.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { AddMember } from './add-member.tsx';
import { en } from './en.ts';
import { MemberSteps } from './member-steps.tsx';
import { useRoles } from './role-choice.tsx';
import { WaitingGrants } from './waiting-grants.tsx';

const texts = textsOf({ en });

export const page: Page = {
  title: texts.title,
  component: Members,
  permission: 'member.list',
  nav: { group: 'settings', order: 1, key: 'm', icon: Users },
};

function Members() {
  const mayAdd = useMay('member.create');
  const maySeeWaiting = useMay('grant.list');
  const [search, setSearch] = useQueryState('search');
  const members = useMembers(useDeferredValue(search.trim()));
  const roles = useRoles();
  return (
    <>
      <PageHeader title={texts.title} lead={texts.lead} actions={<ExportAction what="members" />} />
      <Loaded query={members} lines={3}>
        {({ pages }) => (
          <>
            <FilterField value={search} onChange={setSearch} label={texts.search} />
            <MemberTable members={pages.flatMap(({ items }) => items)} />
            <ShowMore query={members} of={texts.title} />
            {maySeeWaiting && <WaitingGrants />}
            {mayAdd && (
              <Loaded query={roles} lines={3}>
                {() => <AddMember />}
              </Loaded>
            )}
          </>
        )}
      </Loaded>
    </>
  );
}

/** Page by page; a search goes through all members on the server. */
function useMembers(search: string) {
  const path = useWorkspacePath();
  return useInfiniteQuery({
    queryKey: ['members', path.workspace, 'list', search],
    queryFn: ({ pageParam, signal }) => {
      const query = { ...(search !== '' && { search }), ...(pageParam !== null && { cursor: pageParam }) };
      return read(api.GET('/api/workspaces/{workspace}/members', { params: { path, query }, signal }));
    },
    initialPageParam: null as string | null, // the first page has no cursor
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
  });
}

function MemberTable({ members }: { members: readonly Member[] }) {
  const mayChange = useMay('member.change');
  const mayRemove = useMay('member.remove');
  const mayAct = mayChange || mayRemove;
  const [said, setSaid] = useState<Outcome | null>(null);
  const shown = useMemo(() => (mayAct ? [...columns, stepsColumn(setSaid)] : columns), [mayAct]);
  return (
    <>
      <Said outcome={said} />
      <DataTable
        label={texts.title}
        rows={members}
        columns={shown}
        keyOf={({ subject }) => subject}
        empty={<p className="py-6 text-note">{texts.nobody}</p>}
      />
      {mayAct && <p className="prose-line mt-2 text-sm text-note">{texts.own}</p>}
    </>
  );
}

function stepsColumn(onSaid: (said: Outcome) => void): Column<Member> {
  return {
    id: 'steps',
    label: texts.columns.steps,
    align: 'end',
    cell: (member) => <MemberSteps member={member} onSaid={onSaid} />,
  };
}

const columns: readonly Column<Member>[] = [
  {
    id: 'name',
    label: texts.columns.name,
    cell: ({ name }) =>
      name !== null ? <MaskedText text={name} /> : <span className="text-note">{texts.unnamed}</span>,
    sortBy: ({ name }) => name ?? '',
  },
  {
    id: 'email',
    label: texts.columns.email,
    isSecondary: true,
    cell: ({ email }) => email !== null && <MaskedText text={email} field="email" />,
    sortBy: ({ email }) => email ?? '',
  },
  {
    id: 'role',
    label: texts.columns.role,
    cell: ({ role }) => texts.short[role],
    sortBy: ({ role }) => role,
  },
  {
    id: 'added',
    label: texts.columns.added,
    isSecondary: true,
    cell: ({ addedAt }) => <When at={addedAt} />,
  },
  {
    id: 'entry',
    label: texts.columns.entry,
    align: 'end',
    cell: ({ position }) => <Provenance position={position} />,
  },
];
