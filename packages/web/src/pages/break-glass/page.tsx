import { read } from '@daybook/client';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api } from '../../app/api.ts';
import { navigateTo } from '../../app/navigate.ts';
import type { Page } from '../../app/page.ts';
import { renewSession } from '../../app/session.ts';
import { Anchor } from '../../components/anchor.tsx';
import { BareFrame } from '../../components/bare-frame.tsx';
import { Button } from '../../components/button.tsx';
import { TextField } from '../../components/field.tsx';
import { FormProblem } from '../../components/form-problem.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';

const texts = textsOf({ en });

export const page: Page = { title: texts.title, component: BreakGlass, frame: 'bare' };

function BreakGlass() {
  const [values, setValues] = useState({ name: '', password: '', reason: '' });
  const open = useMutation({
    mutationFn: async () => {
      await read(api.POST('/api/break-glass/sign-in', { body: values }));
      await renewSession();
      navigateTo('/sign-in-policy', { replace: true });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    open.mutate();
  };
  const line = (name: keyof typeof values, help?: string) => (
    <TextField
      label={texts[name]}
      help={help}
      required
      autoComplete="off"
      spellCheck={false}
      value={values[name]}
      onChange={(event) => setValues({ ...values, [name]: event.target.value })}
    />
  );
  return (
    <BareFrame title={texts.title}>
      <form onSubmit={submit} className="space-y-4">
        <p className="prose-line text-soft">{texts.lead}</p>
        {line('name')}
        {line('password', texts.passwordHelp)}
        {line('reason', texts.reasonHelp)}
        <FormProblem error={open.error} />
        <Button type="submit" look="primary" isBusy={open.isPending} className="w-full">
          {texts.submit}
        </Button>
        <p>
          <Anchor href="/sign-in">{texts.back}</Anchor>
        </p>
      </form>
    </BareFrame>
  );
}
