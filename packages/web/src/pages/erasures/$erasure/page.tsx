import type { ErasureDetail } from '@daybook/client';
import { actions } from '../../../app/actions.ts';
import { useErasure } from '../../../app/erasure-queries.ts';
import type { Page } from '../../../app/page.ts';
import { usePathParam } from '../../../app/query-state.ts';
import { Details, detail } from '../../../components/details.tsx';
import { legalBasisText } from '../../../components/legal-basis.ts';
import { Loaded } from '../../../components/loaded.tsx';
import { PageHeader, Section } from '../../../components/page-header.tsx';
import { PersonName } from '../../../components/person-name.tsx';
import { Provenance } from '../../../components/provenance.tsx';
import { Sentence } from '../../../components/sentence.tsx';
import { StateMark } from '../../../components/state-mark.tsx';
import { Exactly } from '../../../components/when.tsx';
import { textsOf } from '../../../messages/catalogue.ts';
import { formatNumber } from '../../../messages/shared.ts';
import { AffectsList } from '../affects-list.tsx';
import { en as listEn } from '../en.ts';
import { erasureStates } from '../erasure-states.ts';
import { erasureTitle } from '../erasure-title.ts';
import { Decision } from './decision.tsx';
import { en } from './en.ts';

const texts = textsOf({ en });
const states = textsOf({ en: listEn }).states;

export const page: Page = { title: texts.title, component: ErasurePage, permission: actions.readErasure };

const home = [{ label: texts.erasures, href: '/erasures' }];

function ErasurePage() {
  const erasure = useErasure(usePathParam('erasure'));
  return (
    <Loaded query={erasure} title={texts.title}>
      {(data) => (
        <>
          <PageHeader
            title={erasureTitle(data)}
            home={home}
            note={
              <>
                <StateMark state={erasureStates[data.state]} label={states[data.state]} />
                <span className="font-mono text-xs">{data.id}</span>
              </>
            }
          />
          <Request erasure={data} />
          <Affects erasure={data} />
          <Decision erasure={data} />
        </>
      )}
    </Loaded>
  );
}

function Request({ erasure }: { erasure: ErasureDetail }) {
  const words = texts.request;
  const { decidedBy, decidedAt } = erasure;
  return (
    <section className="rounded-md border border-line bg-raised p-4">
      <Details
        items={[
          detail(words.what, <span className="number">{whatText(erasure)}</span>),
          detail(words.basis, legalBasisText(erasure.legalBasis)),
          detail(words.reason, erasure.reason),
          detail(words.by, <PersonName subject={erasure.requestedBy} />),
          detail(words.at, <Exactly at={erasure.requestedAt} />),
          ...(decidedBy === null
            ? []
            : [
                detail(words.decided, <PersonName subject={decidedBy} />),
                detail(words.decidedAt, <Exactly at={decidedAt} />),
              ]),
          ...(erasure.entries.length === 0
            ? []
            : [
                detail(
                  words.written,
                  <span className="inline-flex flex-wrap gap-1.5">
                    {erasure.entries.map((position) => (
                      <Provenance key={position} position={position} />
                    ))}
                  </span>,
                ),
              ]),
        ]}
      />
    </section>
  );
}

function whatText({ subject, positions }: ErasureDetail): string {
  const entries = texts.request.entries(formatNumber(positions));
  return subject === null ? entries : texts.request.aboutPerson(entries);
}

function Affects({ erasure: { state, affects, notes } }: { erasure: ErasureDetail }) {
  const words = texts.affects;
  return (
    <Section title={state === 'approved' ? words.after : words.title}>
      <AffectsList affects={affects} />
      {notes.length > 0 && (
        <details className="mt-4">
          <summary className="touch w-fit cursor-pointer py-1 text-soft hover:text-ink">
            {words.notes}
          </summary>
          <ul className="prose-line list-disc space-y-1.5 pt-1 pl-5 text-soft marker:text-note">
            {notes.map((note) => (
              <li key={note}>
                <Sentence text={note} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </Section>
  );
}
