import type { ListedSystem } from '@daybook/client';
import { Waypoints } from 'lucide-react';
import { useState } from 'react';
import type { Page } from '../../app/page.ts';
import { useQueryState } from '../../app/query-state.ts';
import { useMay } from '../../app/session.ts';
import { Anchor } from '../../components/anchor.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { ExportAction } from '../../components/export-action.tsx';
import { FilterField } from '../../components/filter-field.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { MaskedText } from '../../components/masked-text.tsx';
import { Notice } from '../../components/notice.tsx';
import { PageHeader, Section } from '../../components/page-header.tsx';
import { Provenance } from '../../components/provenance.tsx';
import { type Outcome, Said } from '../../components/said.tsx';
import { ShowMore } from '../../components/show-more.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { formatNumber } from '../../messages/shared.ts';
import { en } from './en.ts';
import { Endings } from './endings.tsx';
import { SignInWays } from './sign-in-ways.tsx';
import { SystemForm } from './system-form.tsx';
import { SystemState } from './system-state.tsx';
import { systemHref, useSystems } from './use-systems.ts';

const texts = textsOf({ en });

export const page: Page = {
  title: texts.title,
  component: Systems,
  permission: 'system.list',
  nav: { group: 'people', order: 7, key: 'y', icon: Waypoints },
};

function Systems() {
  const systems = useSystems();
  const mayRegister = useMay('system.register');
  const mayList = useMay('access-list.list');
  const [search, setSearch] = useQueryState('search');
  const [said, setSaid] = useState<Outcome | null>(null);
  return (
    <>
      <PageHeader title={texts.title} lead={texts.lead} actions={<ExportAction what="systems" />} />
      <Loaded query={systems} lines={6}>
        {({ pages }) => {
          const all = pages.flatMap(({ items }) => items);
          return (
            <>
              <Said outcome={said} />
              {all.length === 0 ? (
                <Notice
                  state="not-tested"
                  title={texts.none.title}
                  text={texts.none.text}
                  action={{ label: texts.none.action, href: '/sources/new' }}
                />
              ) : (
                <>
                  <FilterField value={search} onChange={setSearch} />
                  <DataTable
                    label={texts.title}
                    rows={matching(all, search)}
                    columns={columns}
                    keyOf={({ system }) => system}
                    hrefOf={({ system }) => systemHref(system)}
                  />
                  <ShowMore query={systems} of={texts.title} />
                </>
              )}
              {mayList && all.length > 0 && <Endings />}
              {mayRegister && (
                <Section title={texts.register}>
                  <p className="prose-line mb-3 text-soft">{texts.registerText}</p>
                  <SystemForm key={all.length} system={null} onSaid={setSaid} />
                </Section>
              )}
            </>
          );
        }}
      </Loaded>
    </>
  );
}

function matching(systems: readonly ListedSystem[], search: string): readonly ListedSystem[] {
  const words = search.trim().toLowerCase();
  if (words === '') return systems;
  return systems.filter(({ system, name }) => `${system} ${name}`.toLowerCase().includes(words));
}

const columns: readonly Column<ListedSystem>[] = [
  {
    id: 'system',
    label: texts.columns.system,
    cell: ({ system, name, isRegistered }) => (
      <>
        <span className="font-medium">{name}</span>
        <span className="block truncate text-xs text-note">{isRegistered ? system : texts.found}</span>
      </>
    ),
    sortBy: ({ name }) => name,
  },
  {
    id: 'state',
    label: texts.columns.state,
    cell: (system) => <SystemState system={system} />,
    sortBy: ({ state }) => state,
    width: 'w-1/3',
  },
  {
    id: 'had',
    label: texts.columns.had,
    isSecondary: true,
    cell: ({ means, channel }) => (
      <>
        {means === null ? <span className="text-note">{texts.notSaid}</span> : texts.means[means]}
        {means === 'live' && channel?.isUnproven === true && (
          <span className="block text-xs text-note">{texts.unproven}</span>
        )}
      </>
    ),
    sortBy: ({ means }) => means ?? '',
  },
  {
    id: 'accounts',
    label: texts.columns.accounts,
    align: 'end',
    cell: ({ system, accounts, unknownAccounts }) => (
      <span className="number">
        {formatNumber(accounts)}
        {unknownAccounts > 0 && (
          <Anchor
            className="block text-xs text-unsure"
            href={`/account-owners?system=${encodeURIComponent(system)}`}
          >
            {texts.unknown(formatNumber(unknownAccounts))}
          </Anchor>
        )}
      </span>
    ),
    sortBy: ({ unknownAccounts }) => unknownAccounts,
  },
  {
    id: 'sign-ins',
    label: texts.columns.signIns,
    isSecondary: true,
    align: 'end',
    cell: ({ signIns }) => <SignInWays ways={signIns} />,
    sortBy: ({ signIns }) => (signIns === null ? 0 : signIns.besideLocal + signIns.localOnly),
  },
  {
    id: 'log',
    label: texts.columns.log,
    isSecondary: true,
    align: 'end',
    cell: ({ logRetentionDays }) =>
      logRetentionDays === null ? (
        <span className="text-note">{texts.noLog}</span>
      ) : (
        <span className="number">{texts.days(formatNumber(logRetentionDays))}</span>
      ),
    sortBy: ({ logRetentionDays }) => logRetentionDays ?? 0,
  },
  {
    id: 'owner',
    label: texts.columns.owner,
    isSecondary: true,
    cell: ({ owner }) =>
      owner === null ? <span className="text-note">{texts.nobody}</span> : <MaskedText text={owner.name} />,
  },
  {
    id: 'entry',
    label: texts.columns.entry,
    align: 'end',
    isSecondary: true,
    cell: ({ position }) => <Provenance position={position} />,
  },
];
