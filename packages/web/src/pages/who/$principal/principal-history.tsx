import { Anchor } from '../../../components/anchor.tsx';
import { type Column, DataTable } from '../../../components/data-table.tsx';
import { itemHref } from '../../../components/item-href.ts';
import { Section } from '../../../components/page-header.tsx';
import { Provenance } from '../../../components/provenance.tsx';
import { When } from '../../../components/when.tsx';
import { textsOf } from '../../../messages/catalogue.ts';
import { en } from './en.ts';
import type { PrincipalDetail } from './page.tsx';

const texts = textsOf({ en });

type Event = PrincipalDetail['history'][number];

type HistoryProps = {
  readonly history: readonly Event[];
  readonly nameOf: (system: string) => string;
};

/** What came, changed and went, newest first. */
export function PrincipalHistory({ history, nameOf }: HistoryProps) {
  const rows = history.map((event) => ({ ...event, system: nameOf(event.system) }));
  return (
    <Section title={texts.history.title}>
      <DataTable
        label={texts.history.title}
        rows={rows}
        columns={columns}
        keyOf={({ what, key, position }) => `${what} ${key} ${position}`}
        rowsFirst={20}
        empty={<p className="py-4 text-note">{texts.history.none}</p>}
      />
    </Section>
  );
}

const columns: readonly Column<Event>[] = [
  {
    id: 'when',
    label: texts.history.columns.when,
    cell: ({ at }) => <When at={at} />,
    sortBy: ({ at }) => at,
  },
  {
    id: 'what',
    label: texts.history.columns.what,
    cell: ({ kind, what, words, scope, key }) => (
      <Anchor href={itemHref({ kind, scope, key })}>
        {texts.kinds[kind]} {texts.history.what[what]}: {words}
      </Anchor>
    ),
  },
  {
    id: 'system',
    label: texts.history.columns.system,
    cell: ({ system }) => system,
    sortBy: ({ system }) => system,
    isSecondary: true,
  },
  {
    id: 'entry',
    label: texts.history.columns.entry,
    align: 'end',
    cell: ({ position }) => <Provenance position={position} />,
  },
];
