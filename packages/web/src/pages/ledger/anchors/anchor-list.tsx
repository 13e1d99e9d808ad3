import type { AnchorReceipt } from '@daybook/client';
import { useCallback } from 'react';
import { type Column, DataTable } from '../../../components/data-table.tsx';
import { Section } from '../../../components/page-header.tsx';
import { Provenance } from '../../../components/provenance.tsx';
import { Exactly, When } from '../../../components/when.tsx';
import { textsOf } from '../../../messages/catalogue.ts';
import { formatNumber } from '../../../messages/shared.ts';
import { en } from './en.ts';

const texts = textsOf({ en });

/** What the picture shows, as a table. */
export function AnchorList({
  items,
  onMore,
}: {
  items: readonly AnchorReceipt[];
  onMore: (() => unknown) | undefined;
}) {
  const onNearEnd = useCallback(() => void onMore?.(), [onMore]);
  return (
    <Section title={texts.list.title}>
      <DataTable
        label={texts.list.title}
        rows={items}
        columns={columns}
        keyOf={({ position }) => String(position)}
        onNearEnd={onNearEnd}
        rowsFirst={12}
        empty={<p className="py-4 text-note">{texts.list.none}</p>}
      />
    </Section>
  );
}

const columns: readonly Column<AnchorReceipt>[] = [
  {
    id: 'at',
    label: texts.list.at,
    cell: ({ at }) => <Exactly at={at} />,
    sortBy: ({ at }) => at,
  },
  {
    id: 'kind',
    label: texts.list.kind,
    isSecondary: true,
    cell: ({ kind }) => texts.kinds[kind],
    sortBy: ({ kind }) => kind,
  },
  {
    id: 'by',
    label: texts.list.by,
    cell: ({ by }) => <span className="[overflow-wrap:anywhere]">{by}</span>,
    sortBy: ({ by }) => by,
  },
  {
    id: 'size',
    label: texts.list.size,
    align: 'end',
    isSecondary: true,
    cell: ({ size }) => formatNumber(size),
    sortBy: ({ size }) => size,
  },
  {
    id: 'taken',
    label: texts.list.taken,
    isSecondary: true,
    cell: ({ takenAt }) => <When at={takenAt} />,
    sortBy: ({ takenAt }) => takenAt,
  },
  {
    id: 'entry',
    label: texts.list.entry,
    align: 'end',
    cell: ({ position }) => <Provenance position={position} />,
    sortBy: ({ position }) => position,
  },
];
