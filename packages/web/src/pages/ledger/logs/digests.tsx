import { type Projection, read } from '@daybook/client';
import { useMutation } from '@tanstack/react-query';
import { actions } from '../../../app/actions.ts';
import { api } from '../../../app/api.ts';
import { useProjections } from '../../../app/ledger-queries.ts';
import { useWorkspacePath } from '../../../app/queries.ts';
import { useMay } from '../../../app/session.ts';
import { Button } from '../../../components/button.tsx';
import { type Column, DataTable } from '../../../components/data-table.tsx';
import { Digest } from '../../../components/digest.tsx';
import { FormProblem } from '../../../components/form-problem.tsx';
import { Loaded } from '../../../components/loaded.tsx';
import { Section } from '../../../components/page-header.tsx';
import { Provenance } from '../../../components/provenance.tsx';
import { ShowMore } from '../../../components/show-more.tsx';
import { When } from '../../../components/when.tsx';
import { textsOf } from '../../../messages/catalogue.ts';
import { formatNumber } from '../../../messages/shared.ts';
import { en } from './en.ts';
import { ReplayProgress, ReplayResult } from './replay-result.tsx';

const texts = textsOf({ en }).digests;

/** The digests written day by day, and building everything again from the entries to compare. */
export function Digests() {
  const path = useWorkspacePath();
  const projections = useProjections();
  const mayReplay = useMay(actions.replay);
  const replay = useMutation({
    mutationFn: (size: number | null) =>
      read(
        api.POST('/api/workspaces/{workspace}/ledger/replay', {
          params: { path },
          body: size === null ? {} : { size },
        }),
      ),
  });
  return (
    <Section title={texts.title}>
      <p className="prose-line mb-3 text-soft">{texts.lead}</p>
      {mayReplay && (
        <Button onClick={() => replay.mutate(null)} isBusy={replay.isPending}>
          {texts.rebuild}
        </Button>
      )}
      {replay.isPending && <ReplayProgress />}
      <div role="status" className="my-3">
        {replay.data && <ReplayResult replay={replay.data} />}
      </div>
      <FormProblem error={replay.error} />
      <Loaded query={projections} lines={3}>
        {({ pages }) => (
          <DataTable
            label={texts.title}
            rows={pages.flatMap(({ items }) => items)}
            columns={columnsFor(mayReplay ? replay.mutate : null)}
            keyOf={({ position }) => String(position)}
            empty={<p className="py-4 text-note">{texts.none}</p>}
          />
        )}
      </Loaded>
      <ShowMore query={projections} of={texts.title} />
    </Section>
  );
}

function columnsFor(rebuild: ((size: number) => void) | null): readonly Column<Projection>[] {
  const { columns } = texts;
  return [
    {
      id: 'size',
      label: columns.size,
      cell: ({ size }) => <span className="number">{formatNumber(size)}</span>,
      sortBy: ({ size }) => size,
    },
    { id: 'at', label: columns.at, cell: ({ recordedAt }) => <When at={recordedAt} /> },
    {
      id: 'facts',
      label: columns.facts,
      align: 'end',
      isSecondary: true,
      cell: ({ facts }) => formatNumber(facts),
      sortBy: ({ facts }) => facts,
    },
    {
      id: 'digest',
      label: columns.digest,
      isSecondary: true,
      cell: ({ digest }) => <Digest value={digest} name={columns.digest} />,
    },
    {
      id: 'entry',
      label: columns.entry,
      isSecondary: true,
      cell: ({ position }) => <Provenance position={position} />,
    },
    ...(rebuild === null
      ? []
      : [
          {
            id: 'compare',
            label: columns.compare,
            align: 'end' as const, // of the two sides a column knows
            cell: ({ size }: Projection) => (
              <Button
                look="quiet"
                onClick={() => rebuild(size)}
                aria-label={texts.rebuildTo(formatNumber(size))}
              >
                {columns.compare}
              </Button>
            ),
          },
        ]),
  ];
}
