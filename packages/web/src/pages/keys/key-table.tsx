import { useMemo, useState } from 'react';
import { useMay, useWorkspace } from '../../app/session.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { PersonName } from '../../components/person-name.tsx';
import { type Outcome, Said } from '../../components/said.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import type { State } from '../../components/state-shape.tsx';
import { When } from '../../components/when.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';
import { EndKey } from './end-key.tsx';
import type { ApiKey } from './key-queries.ts';
import { KeyScopes } from './key-scopes.tsx';

const texts = textsOf({ en });

const looks: Readonly<Record<ApiKey['state'], State>> = {
  working: 'operating',
  unused: 'unknown',
  expired: 'not-applicable',
  ended: 'cancelled',
};

/** The keys one may see; whose they are only where they are not all one's own. */
export function KeyTable({ keys }: { keys: readonly ApiKey[] }) {
  const { subject: me } = useWorkspace();
  const mayEnd = useMay('key.end');
  const [said, setSaid] = useState<Outcome | null>(null);
  const hasOthers = keys.some(({ owner }) => owner !== me);
  const columns = useMemo(
    () => [
      nameColumn,
      ...(hasOthers ? [ownerColumn] : []),
      ...restColumns,
      ...(mayEnd ? [stepsColumn(setSaid)] : []),
    ],
    [hasOthers, mayEnd],
  );
  return (
    <>
      <Said outcome={said} />
      <DataTable label={texts.title} rows={keys} columns={columns} keyOf={({ id }) => id} />
    </>
  );
}

const nameColumn: Column<ApiKey> = {
  id: 'name',
  label: texts.columns.name,
  cell: ({ name, firstLetters }) => (
    <>
      <span className="block break-words">{name}</span>
      <code className="font-mono text-xs text-note">{firstLetters}…</code>
    </>
  ),
  sortBy: ({ name }) => name,
};

const ownerColumn: Column<ApiKey> = {
  id: 'owner',
  label: texts.columns.owner,
  isSecondary: true,
  cell: ({ owner }) => <PersonName subject={owner} />,
};

const restColumns: readonly Column<ApiKey>[] = [
  { id: 'state', label: texts.columns.state, cell: stateCell, sortBy: ({ state }) => state },
  { id: 'scopes', label: texts.columns.scopes, cell: (key) => <KeyScopes apiKey={key} /> },
  {
    id: 'used',
    label: texts.columns.used,
    isSecondary: true,
    cell: ({ lastUsedAt }) => <When at={lastUsedAt} />,
    sortBy: ({ lastUsedAt }) => lastUsedAt ?? '',
  },
  {
    id: 'ends',
    label: texts.columns.ends,
    isSecondary: true,
    cell: ({ expiresAt, endedAt }) => <When at={endedAt ?? expiresAt} />,
    sortBy: ({ expiresAt, endedAt }) => endedAt ?? expiresAt,
  },
];

function stateCell({ state }: ApiKey) {
  return <StateMark state={looks[state]} label={texts.states[state]} />;
}

function stepsColumn(onSaid: (said: Outcome) => void): Column<ApiKey> {
  return {
    id: 'steps',
    label: texts.columns.steps,
    align: 'end',
    cell: (key) => <EndKey apiKey={key} onSaid={onSaid} />,
  };
}
