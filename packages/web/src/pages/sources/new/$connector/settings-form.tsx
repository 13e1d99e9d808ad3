import { type ConnectorCard, read } from '@daybook/client';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api, queryClient } from '../../../../app/api.ts';
import { navigateTo } from '../../../../app/navigate.ts';
import { useWorkspacePath } from '../../../../app/queries.ts';
import { Button } from '../../../../components/button.tsx';
import { TextField } from '../../../../components/field.tsx';
import { FormProblem } from '../../../../components/form-problem.tsx';
import { useDraft } from '../../../../components/use-draft.ts';
import { textsOf } from '../../../../messages/catalogue.ts';
import { en } from './en.ts';
import { SettingFields } from './setting-fields.tsx';

const texts = textsOf({ en });

/** Connects a source by its settings and starts the first reading. */
export function SettingsForm({ connector }: { connector: ConnectorCard }) {
  const path = useWorkspacePath();
  const draft = useDraft<Record<string, string>>(`connect.${connector.id}`, suggestions(connector));
  const [secrets, setSecrets] = useState<Readonly<Record<string, string>>>({});
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const connect = useMutation({
    mutationFn: async () => {
      const { name = '', ...plain } = draft.values;
      const body = {
        connector: connector.id,
        settings: filled({ ...plain, ...secrets }),
        ...(name !== '' && { name }),
      };
      const connection = await read(
        api.POST('/api/workspaces/{workspace}/connections', { params: { path }, body }),
      );
      draft.clear();
      await queryClient.invalidateQueries({ queryKey: ['connections'] });
      const { pull } = await read(
        api.POST('/api/workspaces/{workspace}/connections/{connection}/collect', {
          params: { path: { ...path, connection: connection.id } },
        }),
      );
      navigateTo(`/sources/pulls/${pull}`, { replace: true });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setLeft(new Set(connector.fields.map(({ name }) => name)));
    const isWhole = connector.fields.every(
      ({ name, input, isRequired }) => !isRequired || (input === 'secret' ? secrets : draft.values)[name],
    );
    if (isWhole) connect.mutate();
  };
  return (
    <form onSubmit={submit} noValidate className="max-w-xl space-y-4">
      <SettingFields
        fields={connector.fields}
        values={draft.values}
        secrets={secrets}
        left={left}
        onLeave={(name) => setLeft(new Set([...left, name]))}
        onChange={({ name, input }, value) =>
          input === 'secret' ? setSecrets({ ...secrets, [name]: value }) : draft.set(name, value)
        }
      />
      <TextField
        label={texts.optional(texts.name)}
        help={texts.nameHelp}
        autoComplete="off"
        value={draft.values.name ?? ''}
        onChange={(event) => draft.set('name', event.target.value)}
      />
      <FormProblem error={connect.error} />
      <Button type="submit" look="primary" isBusy={connect.isPending}>
        {texts.submit}
      </Button>
    </form>
  );
}

function suggestions({ fields }: ConnectorCard): Record<string, string> {
  return Object.fromEntries(fields.map(({ name, suggestion }) => [name, suggestion ?? '']));
}

function filled(values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));
}
