import { read } from '@daybook/client';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api } from '../../app/api.ts';
import { navigateTo } from '../../app/navigate.ts';
import type { Page } from '../../app/page.ts';
import { useQueryState } from '../../app/query-state.ts';
import { renewSession } from '../../app/session.ts';
import { BareFrame } from '../../components/bare-frame.tsx';
import { Button } from '../../components/button.tsx';
import { TextField } from '../../components/field.tsx';
import { FormProblem } from '../../components/form-problem.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';

const texts = textsOf({ en });

export const page: Page = { title: texts.title, component: SignIn, frame: 'bare' };

function SignIn() {
  const [next] = useQueryState('next', '/');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const signIn = useMutation({
    mutationFn: async () => {
      await read(api.POST('/api/sign-in', { body: { email, password } }));
      await renewSession();
      navigateTo(isOwnPath(next) ? next : '/', { replace: true });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate();
  };
  return (
    <BareFrame title={texts.title}>
      <form onSubmit={submit} className="space-y-4">
        <TextField
          label={texts.email}
          type="email"
          autoComplete="username"
          required
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
        <TextField
          label={texts.password}
          type="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        <FormProblem error={signIn.error} />
        <Button type="submit" look="primary" isBusy={signIn.isPending} className="w-full">
          {texts.submit}
        </Button>
      </form>
    </BareFrame>
  );
}

/** Only a path of this app, never another host. */
function isOwnPath(path: string): boolean {
  return path.startsWith('/') && new URL(path, window.location.origin).origin === window.location.origin;
}
