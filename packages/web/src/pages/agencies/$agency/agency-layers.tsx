import type { AgencyDetail } from '@daybook/client';
import { type Column, DataTable } from '../../../components/data-table.tsx';
import { MaskedText } from '../../../components/masked-text.tsx';
import { Section } from '../../../components/page-header.tsx';
import { Provenance } from '../../../components/provenance.tsx';
import { textsOf } from '../../../messages/catalogue.ts';
import { formatNumber } from '../../../messages/shared.ts';
import { en } from './en.ts';

const texts = textsOf({ en });
const layers = ['partner', 'individual', 'token'] as const;

type Access = AgencyDetail['access'][number];

/** Everything by which an agency may act, layer by layer. */
export function AgencyLayers({ agency }: { agency: AgencyDetail }) {
  const { access, accessTotal } = agency;
  const shown =
    access.length < accessTotal
      ? texts.layers.shown(formatNumber(access.length), formatNumber(accessTotal))
      : undefined;
  return (
    <Section title={texts.layers.title} note={shown}>
      <p className="prose-line mb-3 text-soft">{texts.layers.lead}</p>
      {layers.map((layer) => {
        const rows = access.filter((one) => one.layer === layer);
        return (
          <section key={layer} className="mb-5">
            <h3 className="font-medium">
              {texts.layers[layer]}{' '}
              <span className="number font-normal text-note">{formatNumber(rows.length)}</span>
            </h3>
            <DataTable
              label={texts.layers[layer]}
              rows={rows}
              columns={columns}
              keyOf={({ what, system, holder, role }) => [what, system, holder.subject, role].join('\n')}
              rowsFirst={10}
              empty={<p className="text-note">{texts.layers.none}</p>}
            />
          </section>
        );
      })}
    </Section>
  );
}

const columns: readonly Column<Access>[] = [
  { id: 'holder', label: texts.columns.holder, cell: ({ holder }) => <MaskedText text={holder.name} /> },
  { id: 'system', label: texts.columns.system, cell: ({ system }) => system, sortBy: ({ system }) => system },
  {
    id: 'what',
    label: texts.columns.what,
    cell: ({ what, role }) => [texts.what[what], role].filter((word) => word !== null).join(': '),
    sortBy: ({ what }) => what,
  },
  {
    id: 'entry',
    label: texts.columns.entry,
    align: 'end',
    isSecondary: true,
    cell: ({ position }) => <Provenance position={position} />,
  },
];
