import { type Column, DataTable } from '../../components/data-table.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Section } from '../../components/page-header.tsx';
import { PersonName } from '../../components/person-name.tsx';
import { Provenance } from '../../components/provenance.tsx';
import { ShowMore } from '../../components/show-more.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import type { State } from '../../components/state-shape.tsx';
import { When } from '../../components/when.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';
import { RequestDecision } from './request-decision.tsx';
import { rightsWords } from './rights-words.ts';
import { type Request, useRequests } from './use-requests.ts';
import { Whose } from './whose.tsx';

const texts = textsOf({ en });

/** What waits for a second person, and everything that was ever asked for. */
export function Requests({ onSaid }: { onSaid: (said: string) => void }) {
  const requests = useRequests();
  return (
    <Loaded query={requests} lines={6}>
      {({ pages }) => {
        const items = pages.flatMap((one) => one.items);
        const waiting = items.filter(({ state }) => state === 'waiting');
        return (
          <>
            <Section title={texts.waiting.title}>
              {waiting.length === 0 ? (
                <p className="text-note">{texts.waiting.none}</p>
              ) : (
                <ul className="space-y-3">
                  {waiting.map((one) => (
                    <li key={one.id} className="rounded-md border border-line bg-raised px-4 py-3">
                      <RequestDecision request={one} onSaid={onSaid} />
                    </li>
                  ))}
                </ul>
              )}
            </Section>
            <Section title={texts.all.title}>
              <DataTable
                label={texts.all.title}
                rows={items}
                columns={columns}
                keyOf={({ id }) => id}
                empty={<p className="py-6 text-note">{texts.all.none}</p>}
              />
              <ShowMore query={requests} of={texts.all.title} />
            </Section>
          </>
        );
      }}
    </Loaded>
  );
}

const marks: Readonly<Record<Request['state'], State>> = {
  waiting: 'pending',
  approved: 'completed',
  declined: 'not-applicable',
  withdrawn: 'cancelled',
};

const columns: readonly Column<Request>[] = [
  {
    id: 'for',
    label: texts.all.columns.for,
    cell: ({ subject, name }) => <Whose subject={subject} name={name} />,
    sortBy: ({ name }) => name,
  },
  {
    id: 'what',
    label: texts.all.columns.what,
    cell: ({ system, role, rights }) => (
      <>
        {role}, {system}
        <span className="block text-xs text-note">{rightsWords(rights)}</span>
      </>
    ),
    sortBy: ({ system, role }) => `${system} ${role}`,
  },
  {
    id: 'state',
    label: texts.all.columns.state,
    cell: ({ state, isOver, decidedAt }) => (
      <>
        <StateMark state={marks[state]} label={texts.all.states[state]} />
        <span className="block text-xs text-note">
          {isOver && state === 'approved' ? texts.all.over : decidedAt !== null && <When at={decidedAt} />}
        </span>
      </>
    ),
    sortBy: ({ state }) => state,
  },
  {
    id: 'by',
    label: texts.all.columns.by,
    isSecondary: true,
    cell: ({ requestedBy }) => <PersonName subject={requestedBy} />,
  },
  {
    id: 'entry',
    label: texts.all.columns.entry,
    align: 'end',
    isSecondary: true,
    cell: ({ position }) => <Provenance position={position} />,
  },
];
