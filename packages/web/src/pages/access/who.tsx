import { useQueryState } from '../../app/query-state.ts';
import { useMay } from '../../app/session.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { ShowMore } from '../../components/show-more.tsx';
import { Exactly } from '../../components/when.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { formatNumber } from '../../messages/shared.ts';
import { ActionChoice } from './action-choice.tsx';
import { en } from './en.ts';
import { type Model, useWho } from './use-model.ts';

const texts = textsOf({ en });

type Permitted = NonNullable<ReturnType<typeof useWho>['data']>['pages'][number]['items'][number];

/** "Who may export?": everyone who may, and by which role or grant, until when. */
export function Who({ model }: { model: Model }) {
  const mayList = useMay('member.list');
  const [action, setAction] = useQueryState('action');
  const who = useWho(mayList ? action : '');
  const roleName = (id: string) => model.roles.find((role) => role.id === id)?.name ?? id;
  if (!mayList) return <p className="prose-line text-note">{texts.onlySelf}</p>;
  return (
    <>
      <form className="mb-6 max-w-md" onSubmit={(event) => event.preventDefault()}>
        <ActionChoice words={model.words} value={action} onChoose={setAction} />
      </form>
      {action !== '' && (
        <Loaded query={who} lines={4}>
          {({ pages }) => {
            const rows = pages.flatMap(({ items }) => items);
            const counted = who.hasNextPage ? texts.countedSoFar : texts.counted;
            return (
              <section aria-live="polite">
                <p className="mb-2 text-soft">
                  {texts.whoLead} {counted(formatNumber(rows.length))}
                </p>
                <DataTable
                  label={texts.views.who}
                  rows={rows}
                  columns={columnsOf(roleName)}
                  keyOf={({ subject }) => subject}
                  empty={<p className="py-6 text-note">{texts.nobody}</p>}
                />
                <ShowMore query={who} of={texts.views.who} />
              </section>
            );
          }}
        </Loaded>
      )}
    </>
  );
}

function columnsOf(roleName: (id: string) => string): readonly Column<Permitted>[] {
  return [
    {
      id: 'name',
      label: texts.columns.name,
      cell: ({ name }) => name ?? <span className="text-note">{texts.unnamed}</span>,
      sortBy: ({ name }) => name ?? '',
    },
    {
      id: 'how',
      label: texts.columns.how,
      cell: ({ role, grants }) =>
        grants.length === 0 ? (
          texts.ownRole(roleName(role))
        ) : (
          <ul>
            {grants.map((grant) => (
              <li key={grant.id}>
                {texts.grant(roleName(grant.role))}
                {', '}
                {grant.until === null ? (
                  texts.open
                ) : (
                  <>
                    {texts.until} <Exactly at={grant.until} />
                  </>
                )}
                {placeOf(grant.scope)}
              </li>
            ))}
          </ul>
        ),
    },
  ];
}

function placeOf(scope: object): string {
  const parts = Object.entries(scope).map(([part, value]) => `${part} ${value}`);
  return parts.length === 0 ? '' : `, ${texts.onlyFor(parts.join(', '))}`;
}
