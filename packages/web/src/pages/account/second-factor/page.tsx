import { useState } from 'react';
import { navigateTo } from '../../../app/navigate.ts';
import type { Page } from '../../../app/page.ts';
import { useQueryState } from '../../../app/query-state.ts';
import { useSession, useWorkspace } from '../../../app/session.ts';
import { Button } from '../../../components/button.tsx';
import { Notice } from '../../../components/notice.tsx';
import { PageHeader, Section } from '../../../components/page-header.tsx';
import { ShowCode } from '../../../components/second-factor-step.tsx';
import { textsOf } from '../../../messages/catalogue.ts';
import { en } from './en.ts';
import { Enrolment } from './enrolment.tsx';
import { rememberLater } from './invitation.ts';

const texts = textsOf({ en });

export const page: Page = { title: texts.title, component: SecondFactor };

/** The one place a second factor is enrolled or shown: after set-up, and wherever it was asked for. */
function SecondFactor() {
  const { data } = useSession();
  const { secondFactorRequired } = useWorkspace();
  const [next] = useQueryState('next', '');
  const [isEnrolling, setIsEnrolling] = useState(data?.secondFactor.enrolled === false);
  const target = next.startsWith('/') && !next.startsWith('//') ? next : '/account';
  const go = () => navigateTo(target, { replace: true });
  const leave = () => {
    rememberLater();
    go();
  };
  if (isEnrolling) {
    return (
      <>
        <PageHeader title={texts.title} lead={texts.lead} />
        <p className="prose-line mb-6 text-soft">{secondFactorRequired ? texts.needed : texts.notNeeded}</p>
        <Enrolment onDone={go} />
        <div className="mt-10 space-y-2 border-t border-line pt-4">
          <Button look="quiet" onClick={leave}>
            {texts.later}
          </Button>
          {secondFactorRequired && <p className="prose-line text-sm text-note">{texts.laterMeans}</p>}
        </div>
      </>
    );
  }
  if (data?.secondFactor.satisfied === true) {
    const { title, text, go: label } = texts.satisfied;
    return <Notice state="pass" title={title} text={text} action={{ label, onPress: go }} isPage />;
  }
  return (
    <>
      <PageHeader title={texts.title} />
      <Section title={texts.show.title}>
        <ShowCode onShown={() => setIsEnrolling(false)} />
      </Section>
    </>
  );
}
