import { read } from '@daybook/client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api } from '../../app/api.ts';
import type { Page } from '../../app/page.ts';
import { BareFrame } from '../../components/bare-frame.tsx';
import { Button } from '../../components/button.tsx';
import { TextField } from '../../components/field.tsx';
import { FormProblem } from '../../components/form-problem.tsx';
import { Notice } from '../../components/notice.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';

const texts = textsOf({ en });

export const page: Page = { title: texts.title, component: ILeft, frame: 'bare' };

/** For somebody outside who has the link. Says nothing about who is known. */
function ILeft() {
  const [token] = useState(() => window.location.hash.slice(1));
  const form = useQuery({
    queryKey: ['leave-form', token],
    queryFn: ({ signal }) => read(api.POST('/api/leave-form', { body: { token }, signal })),
    enabled: token !== '',
    retry: false,
  });
  if (token === '' || form.isError) {
    return (
      <BareFrame title={texts.title}>
        <Notice state="not-applicable" title={texts.noLink.title} text={texts.noLink.text} />
        {form.isError && <FormProblem error={form.error} />}
      </BareFrame>
    );
  }
  if (form.data === undefined) {
    return (
      <BareFrame title={texts.title}>
        <Skeleton lines={4} />
      </BareFrame>
    );
  }
  return <Form token={token} name={form.data.name} />;
}

function Form({ token, name }: { token: string; name: string }) {
  const [email, setEmail] = useState('');
  const [lastDay, setLastDay] = useState('');
  const [words, setWords] = useState('');
  const send = useMutation({
    mutationFn: () => {
      const body = { token, email, ...(lastDay !== '' && { lastDay }), ...(words !== '' && { words }) };
      return read(api.POST('/api/leave-form/reports', { body }));
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send.mutate();
  };
  if (send.isSuccess) {
    return (
      <BareFrame title={texts.title}>
        <Notice state="completed" title={texts.done.title} text={texts.done.text} />
      </BareFrame>
    );
  }
  return (
    <BareFrame title={texts.title} lead={texts.lead(name)}>
      <form onSubmit={submit} className="space-y-4">
        <TextField
          label={texts.email}
          type="email"
          autoComplete="email"
          required
          maxLength={320}
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
        <TextField
          label={texts.lastDay}
          type="date"
          value={lastDay}
          onChange={(event) => setLastDay(event.target.value)}
        />
        <TextField
          label={texts.words}
          help={texts.wordsHelp}
          maxLength={2000}
          autoComplete="off"
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
        <FormProblem error={send.error} />
        <Button type="submit" look="primary" isBusy={send.isPending} className="w-full">
          {texts.submit}
        </Button>
      </form>
    </BareFrame>
  );
}
