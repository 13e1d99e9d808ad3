import { read } from '@daybook/client';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { announce } from '../../app/announcer.tsx';
import { api } from '../../app/api.ts';
import { useWorkspacePath } from '../../app/queries.ts';
import { Button } from '../../components/button.tsx';
import { SelectField } from '../../components/field.tsx';
import { FormProblem } from '../../components/form-problem.tsx';
import { Layer } from '../../components/layer.tsx';
import type { Outcome } from '../../components/said.tsx';
import { useStep } from '../../components/use-step.ts';
import { textsOf } from '../../messages/catalogue.ts';
import { type PersonRole, useRoles } from '../members/role-choice.tsx';
import { en } from './en.ts';
import { roleNames } from './role-names.ts';
import { renewScim, type ScimGroup } from './scim-queries.ts';

const texts = textsOf({ en }).groups;

type MapGroupProps = { readonly group: ScimGroup; readonly onSaid: (said: Outcome) => void };

/** Chooses the role of a group's members. */
export function MapGroup({ group, onSaid }: MapGroupProps) {
  const { open, start, cancel, finish } = useStep<'map'>();
  const onDone = (text: string) => {
    finish();
    announce(text);
    onSaid({ text });
    renewScim();
  };
  return (
    <>
      <Button look="quiet" onClick={start('map')}>
        {texts.change} <span className="sr-only">{group.name}</span>
      </Button>
      {open === 'map' && (
        <Layer isOpen onClose={cancel} title={texts.changeTitle(group.name)}>
          <RoleForm group={group} onDone={onDone} />
        </Layer>
      )}
    </>
  );
}

function RoleForm({ group, onDone }: { group: ScimGroup; onDone: (said: string) => void }) {
  const path = { ...useWorkspacePath(), group: group.id };
  const roles = useRoles().data ?? [];
  const [role, setRole] = useState<PersonRole | null>(group.role);
  const map = useMutation({
    mutationFn: () =>
      read(api.PUT('/api/workspaces/{workspace}/scim/groups/{group}', { params: { path }, body: { role } })),
    onSuccess: ({ state }) => {
      const name = role === null ? texts.none : roleNames[role];
      onDone(state === 'waiting' ? texts.waiting(group.name, name) : texts.mapped(group.name, name));
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    map.mutate();
  };
  const choose = (id: string) => setRole(roles.find((one) => one.id === id)?.id ?? null);
  return (
    <form onSubmit={submit} className="space-y-4 p-4">
      <SelectField
        label={texts.role}
        help={texts.roleHelp}
        value={role ?? ''}
        onChange={(event) => choose(event.target.value)}
      >
        <option value="">{texts.none}</option>
        {roles.map(({ id, name, summary }) => (
          <option key={id} value={id}>
            {`${name}: ${summary}`}
          </option>
        ))}
      </SelectField>
      <FormProblem error={map.error} />
      <Button type="submit" look="primary" isBusy={map.isPending}>
        {texts.action}
      </Button>
    </form>
  );
}
