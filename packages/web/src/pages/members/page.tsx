import { type Member, read } from '@daybook/client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Users } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { announce } from '../../app/announcer.tsx';
import { api, queryClient } from '../../app/api.ts';
import type { Page } from '../../app/page.ts';
import { useWorkspacePath } from '../../app/queries.ts';
import { useMay } from '../../app/session.ts';
import { Button } from '../../components/button.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { SelectField, TextField } from '../../components/field.tsx';
import { FormProblem } from '../../components/form-problem.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { PageHeader, Section } from '../../components/page-header.tsx';
import { Provenance } from '../../components/provenance.tsx';
import { When } from '../../components/when.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';

const texts = textsOf({ en });

export const page: Page = {
  title: texts.title,
  component: Members,
  permission: 'member.list',
  nav: { order: 8, key: 'm', icon: Users },
};

function Members() {
  const path = useWorkspacePath();
  const mayAdd = useMay('member.create');
  const members = useQuery({
    queryKey: ['members', path.workspace],
    queryFn: ({ signal }) =>
      read(api.GET('/api/workspaces/{workspace}/members', { params: { path }, signal })),
  });
  return (
    <>
      <PageHeader title={texts.title} lead={texts.lead} />
      <Loaded query={members} lines={3}>
        {({ items }) => (
          <DataTable label={texts.title} rows={items} columns={columns} keyOf={({ subject }) => subject} />
        )}
      </Loaded>
      {mayAdd && <AddMember />}
    </>
  );
}

const columns: readonly Column<Member>[] = [
  {
    id: 'name',
    label: texts.columns.name,
    cell: ({ name }) => name ?? <span className="text-note">{texts.unnamed}</span>,
    sortBy: ({ name }) => name ?? '',
  },
  {
    id: 'email',
    label: texts.columns.email,
    isSecondary: true,
    cell: ({ email }) => email,
    sortBy: ({ email }) => email ?? '',
  },
  {
    id: 'role',
    label: texts.columns.role,
    cell: ({ role }) => <span title={texts.roles[role]}>{texts.short[role]}</span>,
    sortBy: ({ role }) => role,
  },
  {
    id: 'added',
    label: texts.columns.added,
    isSecondary: true,
    cell: ({ addedAt }) => <When at={addedAt} />,
  },
  {
    id: 'entry',
    label: texts.columns.entry,
    align: 'end',
    cell: ({ position }) => <Provenance position={position} />,
  },
];

const nobody = { name: '', email: '', role: 'reader' as 'reader' | 'owner', password: '' }; // the roles a person can be given

function AddMember() {
  const path = useWorkspacePath();
  const [values, setValues] = useState(nobody);
  const add = useMutation({
    mutationFn: () =>
      read(api.POST('/api/workspaces/{workspace}/members', { params: { path }, body: values })),
    onSuccess: async () => {
      announce(texts.add.done(values.name));
      setValues(nobody);
      await queryClient.invalidateQueries({ queryKey: ['members'] });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate();
  };
  return (
    <Section title={texts.add.title}>
      <form onSubmit={submit} className="max-w-md space-y-4">
        <TextField
          label={texts.add.name}
          required
          autoComplete="off"
          value={values.name}
          onChange={(event) => setValues({ ...values, name: event.target.value })}
        />
        <TextField
          label={texts.add.email}
          type="email"
          required
          autoComplete="off"
          value={values.email}
          onChange={(event) => setValues({ ...values, email: event.target.value })}
        />
        <SelectField
          label={texts.add.role}
          value={values.role}
          onChange={(event) =>
            setValues({ ...values, role: event.target.value === 'owner' ? 'owner' : 'reader' })
          }
        >
          <option value="reader">{texts.roles.reader}</option>
          <option value="owner">{texts.roles.owner}</option>
        </SelectField>
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
      </form>
    </Section>
  );
}
