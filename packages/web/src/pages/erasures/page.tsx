import type { Erasure } from '@daybook/client';
import { Eraser } from 'lucide-react';
import { actions } from '../../app/actions.ts';
import { useErasures, useStorageNotes } from '../../app/erasure-queries.ts';
import type { Page } from '../../app/page.ts';
import { useMay } from '../../app/session.ts';
import { ButtonLink } from '../../components/button.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { legalBasisText } from '../../components/legal-basis.ts';
import { Loaded } from '../../components/loaded.tsx';
import { Notice } from '../../components/notice.tsx';
import { PageHeader, Section } from '../../components/page-header.tsx';
import { PersonName } from '../../components/person-name.tsx';
import { Sentence } from '../../components/sentence.tsx';
import { ShowMore } from '../../components/show-more.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { When } from '../../components/when.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { formatNumber } from '../../messages/shared.ts';
import { en } from './en.ts';
import { erasureStates } from './erasure-states.ts';
import { ErasureTabs } from './erasure-tabs.tsx';
import { erasureTitle } from './erasure-title.ts';

const texts = textsOf({ en });

export const page: Page = {
  title: texts.title,
  component: Erasures,
  permission: actions.listErasures,
  nav: { group: 'records', order: 5, key: 'e', icon: Eraser },
};

function Erasures() {
  const erasures = useErasures();
  const mayAsk = useMay(actions.requestErasure);
  const ask = mayAsk && (
    <ButtonLink look="primary" href="/erasures/new">
      {texts.request}
    </ButtonLink>
  );
  return (
    <>
      <PageHeader title={texts.title} lead={texts.lead} actions={ask} />
      <ErasureTabs />
      <Loaded query={erasures} lines={4}>
        {({ pages }) => (
          <DataTable
            label={texts.list}
            rows={pages.flatMap(({ items }) => items)}
            columns={columns}
            keyOf={({ id }) => id}
            hrefOf={({ id }) => `/erasures/${id}`}
            trail={[{ label: texts.title, href: '/erasures' }]}
            empty={<Notice state="not-tested" title={texts.empty.title} text={texts.empty.text} />}
          />
        )}
      </Loaded>
      <ShowMore query={erasures} of={texts.title} />
      <StorageNotes />
    </>
  );
}

const columns: readonly Column<Erasure>[] = [
  { id: 'what', label: texts.columns.what, cell: erasureTitle },
  {
    id: 'state',
    label: texts.columns.state,
    cell: ({ state }) => <StateMark state={erasureStates[state]} label={texts.states[state]} />,
    sortBy: ({ state }) => state,
  },
  {
    id: 'basis',
    label: texts.columns.basis,
    isSecondary: true,
    width: 'max-w-64',
    cell: ({ legalBasis }) => (
      <span className="block truncate text-sm" title={legalBasisText(legalBasis)}>
        {legalBasisText(legalBasis)}
      </span>
    ),
  },
  {
    id: 'entries',
    label: texts.columns.entries,
    align: 'end',
    isSecondary: true,
    cell: ({ positions }) => formatNumber(positions),
    sortBy: ({ positions }) => positions,
  },
  {
    id: 'by',
    label: texts.columns.by,
    isSecondary: true,
    cell: ({ requestedBy }) => <PersonName subject={requestedBy} />,
  },
  {
    id: 'at',
    label: texts.columns.at,
    align: 'end',
    isSecondary: true,
    cell: ({ requestedAt }) => <When at={requestedAt} />,
    sortBy: ({ requestedAt }) => requestedAt,
  },
];

function StorageNotes() {
  const notes = useStorageNotes();
  return (
    <Section title={texts.storage.title}>
      <Loaded query={notes} lines={2}>
        {({ keys, sentences }) => (
          <ul className="prose-line list-disc space-y-1.5 pl-5 text-soft marker:text-note">
            <li>{texts.storage[keys]}</li>
            {sentences.map((sentence) => (
              <li key={sentence}>
                <Sentence text={sentence} />
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </Section>
  );
}
