import { read } from '@daybook/client';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { announce } from '../../app/announcer.tsx';
import { api, queryClient } from '../../app/api.ts';
import { useWorkspacePath } from '../../app/queries.ts';
import { Button } from '../../components/button.tsx';
import { TextField } from '../../components/field.tsx';
import { FormProblem } from '../../components/form-problem.tsx';
import { Remark } from '../../components/notice.tsx';
import { Section } from '../../components/page-header.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';
import { type PersonRole, RoleChoice } from './role-choice.tsx';

const texts = textsOf({ en });

type Values = { readonly name: string; readonly email: string; role: PersonRole; readonly password: string };
const nobody: Values = { name: '', email: '', role: 'reader', password: '' };

/** Adds a person; says in words when their role waits for another owner. */
export function AddMember() {
  const [values, setValues] = useState(nobody);
  const [waiting, setWaiting] = useState<string | null>(null);
  const add = useAdd(values, (said, waits) => {
    announce(said);
    setWaiting(waits ? said : null);
    setValues(nobody);
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate();
  };
  return (
    <Section title={texts.add.title}>
      <form onSubmit={submit} className="max-w-md space-y-4">
        <Identity values={values} onChange={setValues} />
        <RoleChoice
          label={texts.add.role}
          value={values.role}
          onChoose={(role) => setValues({ ...values, role })}
        />
        <TextField
          label={texts.add.password}
          help={texts.add.passwordHelp}
          type="password"
          required
          minLength={12}
          autoComplete="new-password"
          value={values.password}
          onChange={(event) => setValues({ ...values, password: event.target.value })}
        />
        <FormProblem error={add.error} />
        <Button type="submit" look="primary" isBusy={add.isPending}>
          {texts.add.submit}
        </Button>
        {waiting !== null && <Remark state="pending">{waiting}</Remark>}
      </form>
    </Section>
  );
}

function Identity({ values, onChange }: { values: Values; onChange: (values: Values) => void }) {
  return (
    <>
      <TextField
        label={texts.add.name}
        required
        autoComplete="off"
        value={values.name}
        onChange={(event) => onChange({ ...values, name: event.target.value })}
      />
      <TextField
        label={texts.add.email}
        type="email"
        required
        autoComplete="off"
        value={values.email}
        onChange={(event) => onChange({ ...values, email: event.target.value })}
      />
    </>
  );
}

function useAdd(values: Values, onAdded: (said: string, waits: boolean) => void) {
  const path = useWorkspacePath();
  return useMutation({
    mutationFn: () =>
      read(api.POST('/api/workspaces/{workspace}/members', { params: { path }, body: values })),
    onSuccess: async ({ state }) => {
      const waits = state === 'waiting';
      const { name, role } = values;
      onAdded(waits ? texts.add.waiting(name, texts.short[role]) : texts.add.done(name), waits);
      await Promise.all([
        queryClient.invalidateQueries({ queryKey: ['members'] }),
        queryClient.invalidateQueries({ queryKey: ['grants'] }),
      ]);
    },
  });
}
