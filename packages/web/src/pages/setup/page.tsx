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
import { useDraft } from '../../components/use-draft.ts';
import { textsOf } from '../../messages/catalogue.ts';
import { invitationFor } from '../account/second-factor/invitation.ts';
import { en } from './en.ts';

const texts = textsOf({ en });

export const page: Page = { title: texts.title, component: SetUp, frame: 'bare' };

const passwordCharactersMin = 12;

function SetUp() {
  const token = window.location.hash.slice(1);
  const draft = useDraft('setup', { workspaceName: '', name: '', email: '' });
  const [password, setPassword] = useState('');
  const [wasLeft, setWasLeft] = useState(false);
  const setUp = useMutation({
    mutationFn: async () => {
      await read(api.POST('/api/setup', { body: { token, ...draft.values, password } }));
      draft.clear();
      const session = await renewSession();
      navigateTo(invitationFor(session, '/') ?? '/', { replace: true });
    },
  });
  const missing = passwordCharactersMin - password.length;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setWasLeft(true);
    if (missing <= 0) setUp.mutate();
  };
  if (token === '') {
    return (
      <BareFrame title={texts.title}>
        <Notice state="not-applicable" title={texts.noLink.title} text={texts.noLink.text} />
      </BareFrame>
    );
  }
  const field = (name: keyof typeof draft.values) => ({
    value: draft.values[name],
    onChange: (event: { target: HTMLInputElement }) => draft.set(name, event.target.value),
    required: true,
  });
  return (
    <BareFrame title={texts.title} lead={texts.lead}>
      <form onSubmit={submit} className="space-y-4">
        <TextField
          label={texts.workspaceName}
          help={texts.workspaceHelp}
          autoComplete="organization"
          {...field('workspaceName')}
        />
        <TextField label={texts.name} autoComplete="name" {...field('name')} />
        <TextField label={texts.email} type="email" autoComplete="username" {...field('email')} />
        <TextField
          label={texts.password}
          help={texts.passwordHelp}
          problem={wasLeft && missing > 0 ? texts.passwordShort(missing) : undefined}
          type="password"
          autoComplete="new-password"
          required
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          onBlur={() => setWasLeft(password !== '')}
        />
        <FormProblem error={setUp.error} />
        <Button type="submit" look="primary" isBusy={setUp.isPending} className="w-full">
          {texts.submit}
        </Button>
      </form>
    </BareFrame>
  );
}
