import { type Column, DataTable } from '../../components/data-table.tsx';
import { Section } from '../../components/page-header.tsx';
import { PersonName } from '../../components/person-name.tsx';
import { ShowMore } from '../../components/show-more.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { When } from '../../components/when.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';
import type { ScimCall, useScim } from './scim-queries.ts';

const texts = textsOf({ en }).log;

type ScimLogProps = { readonly query: ReturnType<typeof useScim>; readonly calls: readonly ScimCall[] };

/** Each operation of the provider, with what came of it. */
export function ScimLog({ query, calls }: ScimLogProps) {
  return (
    <Section title={texts.title}>
      <p className="prose-line mb-3 text-soft">{texts.lead}</p>
      <DataTable
        label={texts.title}
        rows={calls}
        columns={columns}
        keyOf={({ id }) => id}
        empty={<p className="text-note">{texts.empty}</p>}
      />
      <ShowMore query={query} of={texts.title} />
    </Section>
  );
}

const columns: readonly Column<ScimCall>[] = [
  { id: 'at', label: texts.columns.at, cell: ({ at }) => <When at={at} />, sortBy: ({ at }) => at },
  {
    id: 'operation',
    label: texts.columns.operation,
    cell: ({ operation }) => texts.operations[operation] ?? operation,
    sortBy: ({ operation }) => operation,
  },
  {
    id: 'who',
    label: texts.columns.who,
    isSecondary: true,
    cell: ({ subject, name, group }) => {
      if (subject !== null) return <PersonName subject={subject} name={name} />;
      if (group === null) return <span className="text-note">{texts.nobody}</span>;
      return <code className="font-mono text-xs">{group.slice(0, 12)}…</code>;
    },
  },
  { id: 'outcome', label: texts.columns.outcome, cell: (call) => <Outcome call={call} /> },
];

function Outcome({ call: { status, outcome } }: { call: ScimCall }) {
  const isRefused = status >= 400;
  return (
    <>
      <StateMark state={isRefused ? 'failed' : 'completed'} label={isRefused ? texts.refused : texts.done} />
      <span className="block text-sm break-words text-note">{outcome.replace(/^refused: /, '')}</span>
    </>
  );
}
