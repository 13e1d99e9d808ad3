import { useState } from 'react';
import { navigateTo } from '../../app/navigate.ts';
import type { Page } from '../../app/page.ts';
import { useQueryState } from '../../app/query-state.ts';
import { renewSession } from '../../app/session.ts';
import { BareFrame } from '../../components/bare-frame.tsx';
import { SingleSignOnProblem } from '../../components/single-sign-on.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { invitationFor } from '../account/second-factor/invitation.ts';
import { en } from './en.ts';
import { OtherWays } from './other-ways.tsx';
import { PasswordStep } from './password-step.tsx';
import { SecondStep } from './second-step.tsx';

const texts = textsOf({ en });

export const page: Page = { title: texts.title, component: SignIn, frame: 'bare' };

function SignIn() {
  const [next] = useQueryState('next', '/');
  const [isSecond, setIsSecond] = useState(false);
  const [email, setEmail] = useState('');
  const enter = async () => {
    const session = await renewSession();
    const target = isOwnPath(next) ? next : '/';
    navigateTo(invitationFor(session, target) ?? target, { replace: true });
  };
  if (isSecond) {
    return (
      <BareFrame title={texts.second.title}>
        <SecondStep onIn={enter} onBack={() => setIsSecond(false)} />
      </BareFrame>
    );
  }
  return (
    <BareFrame title={texts.title}>
      <SingleSignOnProblem />
      <PasswordStep email={email} onEmail={setEmail} onIn={enter} onSecondStep={() => setIsSecond(true)} />
      <OtherWays email={email} next={isOwnPath(next) ? next : '/'} onIn={enter} />
    </BareFrame>
  );
}

/** Only a path of this app, never another host. */
function isOwnPath(path: string): boolean {
  return path.startsWith('/') && new URL(path, window.location.origin).origin === window.location.origin;
}
