import { type Column, DataTable } from '../../components/data-table.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { MaskedText } from '../../components/masked-text.tsx';
import { Remark } from '../../components/notice.tsx';
import { Section } from '../../components/page-header.tsx';
import { ShowMore } from '../../components/show-more.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';
import { type Right, rightsWords } from './rights-words.ts';
import { useDrift } from './use-requests.ts';

const texts = textsOf({ en }).roles;

type Row = {
  readonly key: string;
  readonly name: string;
  readonly role: string | null;
  readonly system: string;
  readonly beyond: readonly Right[];
  readonly untold: readonly Right[];
};

/** Who may do more than their role, systems nobody decided about, and lists that cannot tell. */
export function Drift() {
  const drift = useDrift();
  return (
    <Section title={texts.drift}>
      <Loaded query={drift} lines={4}>
        {({ pages }) => {
          const systems = pages.flatMap((one) => one.items);
          const bare = systems.filter(({ needsReview }) => needsReview).map(({ system }) => system);
          const partial = systems
            .filter((one) => !one.needsReview && !one.isWhole)
            .map(({ system }) => system);
          const rows = systems.flatMap(({ system, people }) =>
            people.map((one, index): Row => ({ ...one, system, key: `${system}\n${index}` })),
          );
          return (
            <div className="space-y-3">
              {bare.length > 0 && <Remark state="not-tested">{texts.needsReview(bare.join(', '))}</Remark>}
              {partial.length > 0 && <Remark state="incomplete">{texts.partial(partial.join(', '))}</Remark>}
              <DataTable
                label={texts.drift}
                rows={rows}
                columns={columns}
                keyOf={({ key }) => key}
                empty={<p className="py-6 text-note">{texts.driftNone}</p>}
              />
            </div>
          );
        }}
      </Loaded>
      <ShowMore query={drift} of={texts.drift} />
    </Section>
  );
}

const columns: readonly Column<Row>[] = [
  {
    id: 'who',
    label: texts.driftColumns.who,
    cell: ({ name }) => <MaskedText text={name} />,
    sortBy: ({ name }) => name,
  },
  {
    id: 'role',
    label: texts.driftColumns.role,
    isSecondary: true,
    cell: ({ role }) => role ?? texts.noRole,
    sortBy: ({ role }) => role ?? '',
  },
  {
    id: 'system',
    label: texts.driftColumns.system,
    cell: ({ system }) => system,
    sortBy: ({ system }) => system,
  },
  {
    id: 'beyond',
    label: texts.driftColumns.beyond,
    cell: ({ beyond, untold }) =>
      beyond.length > 0 ? (
        <StateMark state="fail" label={rightsWords(beyond)} />
      ) : (
        <StateMark state="unknown" label={texts.untold(rightsWords(untold))} />
      ),
  },
];
