import { read } from '@daybook/client';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api } from '../../app/api.ts';
import { navigateTo } from '../../app/navigate.ts';
import type { Page } from '../../app/page.ts';
import { renewSession } from '../../app/session.ts';
import { BareFrame } from '../../components/bare-frame.tsx';
import { Button } from '../../components/button.tsx';
import { TextField } from '../../components/field.tsx';
import { FormProblem } from '../../components/form-problem.tsx';
import { Notice } from '../../components/notice.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';

const texts = textsOf({ en });

export const page: Page = { title: texts.title, component: Reset, frame: 'bare' };

function Reset() {
  const token = window.location.hash.slice(1);
  const [password, setPassword] = useState('');
  const reset = useMutation({
    mutationFn: () => read(api.POST('/api/reset', { body: { token, password } })),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    reset.mutate();
  };
  const goSignIn = async () => {
    await renewSession();
    navigateTo('/sign-in', { replace: true });
  };
  if (reset.isSuccess) {
    const { title, text, go } = texts.done;
    const action = { label: go, onPress: () => void goSignIn() };
    return (
      <BareFrame title={texts.title}>
        <Notice state="pass" title={title} text={text} action={action} />
      </BareFrame>
    );
  }
  if (token === '') {
    return (
      <BareFrame title={texts.title}>
        <Notice state="not-applicable" title={texts.noLink.title} text={texts.noLink.text} />
      </BareFrame>
    );
  }
  return (
    <BareFrame title={texts.title} lead={texts.lead}>
      <form onSubmit={submit} className="space-y-4">
        <TextField
          label={texts.password}
          help={texts.passwordHelp}
          type="password"
          autoComplete="new-password"
          required
          minLength={12}
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        <FormProblem error={reset.error} />
        <Button type="submit" look="primary" isBusy={reset.isPending} className="w-full">
          {texts.submit}
        </Button>
      </form>
    </BareFrame>
  );
}
