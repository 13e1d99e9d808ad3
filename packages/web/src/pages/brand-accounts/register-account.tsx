import { read } from '@daybook/client';
import { useMutation } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { announce } from '../../app/announcer.tsx';
import { api } from '../../app/api.ts';
import { navigateTo } from '../../app/navigate.ts';
import { useWorkspacePath } from '../../app/queries.ts';
import { Button } from '../../components/button.tsx';
import { TextField } from '../../components/field.tsx';
import { FormProblem } from '../../components/form-problem.tsx';
import { Section } from '../../components/page-header.tsx';
import type { Outcome } from '../../components/said.tsx';
import { useDraft } from '../../components/use-draft.ts';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';
import { readCustodyAgain } from './use-custody.ts';

const texts = textsOf({ en }).register;

/** Names an account; who holds its ways in is said on its own page, where nothing is assumed. */
export function RegisterAccount({ onSaid }: { onSaid: (said: Outcome) => void }) {
  const path = useWorkspacePath();
  const { values, set, clear } = useDraft('brand-account.new', { system: '', account: '' });
  const register = useMutation({
    mutationFn: () =>
      read(api.POST('/api/workspaces/{workspace}/brand-accounts', { params: { path }, body: values })),
    onSuccess: async ({ id, account }) => {
      clear();
      onSaid({ text: texts.done(account) });
      announce(texts.done(account));
      await readCustodyAgain();
      navigateTo(`/brand-accounts/${id}`);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    register.mutate();
  };
  return (
    <Section title={texts.title}>
      <form onSubmit={submit} className="max-w-md space-y-4">
        <TextField
          label={texts.system}
          help={texts.systemHelp}
          required
          autoComplete="off"
          value={values.system}
          onChange={(event) => set('system', event.target.value)}
        />
        <TextField
          label={texts.account}
          help={texts.accountHelp}
          required
          autoComplete="off"
          value={values.account}
          onChange={(event) => set('account', event.target.value)}
        />
        <FormProblem error={register.error} />
        <Button type="submit" look="primary" isBusy={register.isPending}>
          {texts.submit}
        </Button>
      </form>
    </Section>
  );
}
