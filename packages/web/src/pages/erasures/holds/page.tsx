import type { Hold } from '@daybook/client';
import { actions } from '../../../app/actions.ts';
import { useHolds } from '../../../app/erasure-queries.ts';
import type { Page } from '../../../app/page.ts';
import { useMay } from '../../../app/session.ts';
import { Loaded } from '../../../components/loaded.tsx';
import { Notice } from '../../../components/notice.tsx';
import { PageHeader, Section } from '../../../components/page-header.tsx';
import { PersonName } from '../../../components/person-name.tsx';
import { ShowMore } from '../../../components/show-more.tsx';
import { StateMark } from '../../../components/state-mark.tsx';
import { When } from '../../../components/when.tsx';
import { textsOf } from '../../../messages/catalogue.ts';
import { kindWord } from '../../../messages/shared.ts';
import { ErasureTabs } from '../erasure-tabs.tsx';
import { en } from './en.ts';
import { LiftHold } from './lift-hold.tsx';
import { PlaceHold } from './place-hold.tsx';

const texts = textsOf({ en });

export const page: Page = { title: texts.title, component: Holds, permission: actions.listHolds };

function Holds() {
  const holds = useHolds();
  const mayPlace = useMay(actions.placeHold);
  return (
    <>
      <PageHeader
        title={texts.title}
        home={[{ label: texts.erasures, href: '/erasures' }]}
        lead={texts.lead}
      />
      <ErasureTabs />
      <Section title={texts.list}>
        <Loaded query={holds} lines={3}>
          {({ pages }) =>
            pages[0]?.items.length === 0 ? (
              <Notice state="not-applicable" title={texts.empty.title} text={texts.empty.text} />
            ) : (
              <ul className="border-t border-line">
                {pages
                  .flatMap(({ items }) => items)
                  .map((hold) => (
                    <HoldRow key={hold.id} hold={hold} />
                  ))}
              </ul>
            )
          }
        </Loaded>
        <ShowMore query={holds} of={texts.list} />
      </Section>
      {mayPlace && <PlaceHold />}
    </>
  );
}

function HoldRow({ hold }: { hold: Hold }) {
  const { liftedBy, liftedAt } = hold;
  return (
    <li className="grid gap-x-6 gap-y-2 border-b border-line py-3 md:grid-cols-[minmax(0,1fr)_auto]">
      <div className="min-w-0">
        <p className="flex flex-wrap items-baseline gap-x-3">
          <span className="font-medium [overflow-wrap:anywhere]">{scopeText(hold.scope)}</span>
          {liftedAt === null ? (
            <StateMark state="attested" label={texts.states.active} />
          ) : (
            <StateMark state="not-applicable" label={texts.states.lifted} />
          )}
        </p>
        {hold.scope.kind === 'subject' && (
          <p className="font-mono text-xs break-all text-note">{hold.scope.subject}</p>
        )}
        <p className="prose-line text-soft">{hold.reason}</p>
        <p className="text-sm text-note">
          {texts.placed} <PersonName subject={hold.placedBy} /> <When at={hold.placedAt} />
          {liftedBy !== null && (
            <>
              , {texts.lifted} <PersonName subject={liftedBy} /> <When at={liftedAt} />
            </>
          )}
        </p>
      </div>
      {liftedAt === null && <LiftHold hold={hold} />}
    </li>
  );
}

function scopeText(scope: Hold['scope']): string {
  switch (scope.kind) {
    case 'all':
      return texts.scopes.all;
    case 'subject':
      return texts.scopes.subject;
    case 'population':
      return texts.scopes.population(kindWord(scope.population), scope.scope);
  }
}
