import { read } from '@daybook/client';
import { useMutation } from '@tanstack/react-query';
import { type KeyboardEvent, useState } from 'react';
import { announce } from '../app/announcer.tsx';
import { api, queryClient } from '../app/api.ts';
import { useSession } from '../app/session.ts';
import { textsOf } from '../messages/catalogue.ts';
import { Button } from './button.tsx';
import { CodeField } from './code-field.tsx';
import { sentenceOf } from './trouble-sentence.ts';

const en = {
  enrolFirst: 'This asks for a second factor, and you have none yet.',
  enrol: 'Enrol one in a minute (new tab)',
  afterwards: 'Nothing you typed here is lost: come back to this tab and try again.',
  show: 'This asks for a second factor. Give a code of your authenticator app.',
  code: 'Code of your authenticator app',
  recoveryCode: 'Recovery code',
  useRecovery: 'Use a recovery code instead',
  useApp: 'Use the authenticator app instead',
  submit: 'Confirm it is you',
  done: 'Confirmed. Try again what you were doing.',
};
const texts = textsOf({ en });

const address = '/account/second-factor';

/** The way out of `second-factor-needed`, wherever it was said: a code here and now, or where to enrol. */
export function SecondFactorStep({ onDone }: { onDone?: () => void }) {
  const { data } = useSession();
  const [isDone, setIsDone] = useState(false);
  if (isDone) return <p>{texts.done}</p>;
  if (data?.secondFactor.enrolled === false) {
    return (
      <div className="space-y-1">
        <p>{texts.enrolFirst}</p>
        <p>
          <a href={address} target="_blank" rel="noopener" className="text-accent underline">
            {texts.enrol}
          </a>
        </p>
        <p>{texts.afterwards}</p>
      </div>
    );
  }
  const finish = () => {
    setIsDone(true);
    announce(texts.done);
    onDone?.();
  };
  return (
    <div className="space-y-2">
      <p>{texts.show}</p>
      <ShowCode onShown={finish} />
    </div>
  );
}

/** No form of its own: it may stand inside another one, whose button it must not press. */
export function ShowCode({ onShown }: { onShown: () => void }) {
  const [isRecovery, setIsRecovery] = useState(false);
  const [code, setCode] = useState('');
  const show = useMutation({
    mutationFn: () =>
      read(api.POST('/api/account/second-step', { body: isRecovery ? { recoveryCode: code } : { code } })),
    onSuccess: async () => {
      onShown();
      await queryClient.invalidateQueries({ queryKey: ['session'] });
    },
    onError: () => setCode(''),
  });
  const pressEnter = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    if (code !== '') show.mutate();
  };
  return (
    <div className="max-w-xs space-y-3">
      <CodeField
        label={isRecovery ? texts.recoveryCode : texts.code}
        isRecovery={isRecovery}
        value={code}
        problem={show.error === null ? undefined : sentenceOf(show.error)}
        onChange={(event) => setCode(event.target.value)}
        onKeyDown={pressEnter}
      />
      <div className="flex flex-wrap gap-2">
        <Button look="primary" isBusy={show.isPending} disabled={code === ''} onClick={() => show.mutate()}>
          {texts.submit}
        </Button>
        <Button look="quiet" onClick={() => setIsRecovery(!isRecovery)}>
          {isRecovery ? texts.useApp : texts.useRecovery}
        </Button>
      </div>
    </div>
  );
}
