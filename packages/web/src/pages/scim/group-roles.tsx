import { useMemo, useState } from 'react';
import { useMay } from '../../app/session.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Section } from '../../components/page-header.tsx';
import { type Outcome, Said } from '../../components/said.tsx';
import { ShowMore } from '../../components/show-more.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { formatNumber } from '../../messages/shared.ts';
import { en } from './en.ts';
import { MapGroup } from './map-group.tsx';
import { MappingDecision } from './mapping-decision.tsx';
import { roleNames } from './role-names.ts';
import { type ScimGroup, useScimGroups } from './scim-queries.ts';

const texts = textsOf({ en }).groups;

/** Which group gives which role, and what waits for a second person. */
export function GroupRoles() {
  const groups = useScimGroups();
  const mayChange = useMay('scim.change');
  const [said, setSaid] = useState<Outcome | null>(null);
  const columns = useMemo(() => [...base, ...(mayChange ? [stepsColumn(setSaid)] : [])], [mayChange]);
  return (
    <Section title={texts.title}>
      <p className="prose-line mb-3 text-soft">{texts.lead}</p>
      <Said outcome={said} />
      <Loaded query={groups} lines={2}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          return (
            <>
              <ul className="mb-3 space-y-3 empty:hidden">
                {items
                  .filter(({ askedRole }) => askedRole !== null)
                  .map((group) => (
                    <MappingDecision key={group.id} group={group} onSaid={setSaid} />
                  ))}
              </ul>
              <DataTable
                label={texts.title}
                rows={items}
                columns={columns}
                keyOf={({ id }) => id}
                empty={<p className="text-note">{texts.empty}</p>}
              />
            </>
          );
        }}
      </Loaded>
      <ShowMore query={groups} of={texts.title} />
    </Section>
  );
}

const base: readonly Column<ScimGroup>[] = [
  {
    id: 'name',
    label: texts.columns.name,
    cell: ({ name }) => <span className="break-words">{name}</span>,
    sortBy: ({ name }) => name,
  },
  {
    id: 'members',
    label: texts.columns.members,
    align: 'end',
    isSecondary: true,
    cell: ({ members }) => <span className="number">{formatNumber(members)}</span>,
    sortBy: ({ members }) => members,
  },
  {
    id: 'role',
    label: texts.columns.role,
    cell: ({ role, askedRole }) => (
      <>
        {role === null ? <span className="text-note">{texts.none}</span> : roleNames[role]}
        {askedRole !== null && (
          <span className="block text-sm">
            <StateMark state="pending" label={texts.waits(roleNames[askedRole])} />
          </span>
        )}
      </>
    ),
    sortBy: ({ role }) => role ?? '',
  },
];

function stepsColumn(onSaid: (said: Outcome) => void): Column<ScimGroup> {
  return {
    id: 'steps',
    label: texts.columns.steps,
    align: 'end',
    cell: (group) => <MapGroup group={group} onSaid={onSaid} />,
  };
}
