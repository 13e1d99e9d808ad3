import { read } from '@daybook/client';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { announce } from '../../app/announcer.tsx';
import { api } from '../../app/api.ts';
import { useWorkspacePath } from '../../app/queries.ts';
import { useMay } from '../../app/session.ts';
import { Button } from '../../components/button.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { TextField } from '../../components/field.tsx';
import { FormProblem } from '../../components/form-problem.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Section } from '../../components/page-header.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { Drift } from './drift.tsx';
import { en } from './en.ts';
import { RightsChoice } from './rights-choice.tsx';
import { type Right, rightsWords } from './rights-words.ts';
import { readRequestsAgain, type Template, useTemplates } from './use-requests.ts';

const texts = textsOf({ en }).roles;

/** What each role may hold where, and who holds more. */
export function Roles({ onSaid }: { onSaid: (said: string) => void }) {
  const templates = useTemplates();
  const mayChange = useMay('role-change.write-template');
  const change = useChange(onSaid);
  const remove = ({ role, system }: Template) => change.mutate({ role, system, rights: null });
  return (
    <>
      <Section title={texts.title}>
        <p className="prose-line mb-3 text-soft">{texts.lead}</p>
        <Loaded query={templates} lines={4}>
          {({ items }) => (
            <DataTable
              label={texts.title}
              rows={items}
              columns={mayChange ? [...columns, stepsColumn(remove)] : columns}
              keyOf={({ role, system }) => `${system}\n${role}`}
              empty={<p className="py-6 text-note">{texts.none}</p>}
            />
          )}
        </Loaded>
        <FormProblem error={change.error} />
      </Section>
      <Drift />
      {mayChange && <SetTemplate isBusy={change.isPending} onSet={(one) => change.mutate(one)} />}
    </>
  );
}

type Line = { readonly role: string; readonly system: string; readonly rights: readonly Right[] | null };

function useChange(onSaid: (said: string) => void) {
  const path = useWorkspacePath();
  return useMutation({
    mutationFn: ({ rights, ...line }: Line) => {
      const body = { ...line, rights: rights === null ? null : [...rights] };
      return read(api.PUT('/api/workspaces/{workspace}/role-templates', { params: { path }, body }));
    },
    onSuccess: () => {
      announce(texts.changed);
      onSaid(texts.changed);
      readRequestsAgain();
    },
  });
}

function SetTemplate({ isBusy, onSet }: { isBusy: boolean; onSet: (line: Line) => void }) {
  const [role, setRole] = useState('');
  const [system, setSystem] = useState('');
  const [rights, setRights] = useState<readonly Right[]>([]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSet({ role: role.trim(), system: system.trim(), rights });
  };
  return (
    <Section title={texts.add}>
      <form onSubmit={submit} className="max-w-md space-y-4">
        <TextField
          label={texts.columns.role}
          required
          autoComplete="off"
          value={role}
          onChange={(event) => setRole(event.target.value)}
        />
        <TextField
          label={texts.columns.system}
          required
          autoComplete="off"
          value={system}
          onChange={(event) => setSystem(event.target.value)}
        />
        <RightsChoice label={texts.columns.rights} value={rights} onChange={setRights} />
        <Button type="submit" look="primary" isBusy={isBusy}>
          {texts.set}
        </Button>
      </form>
    </Section>
  );
}

function stepsColumn(onRemove: (template: Template) => void): Column<Template> {
  return {
    id: 'steps',
    label: texts.columns.steps,
    align: 'end',
    cell: (one) => (
      <Button
        look="quiet"
        onClick={() => onRemove(one)}
        aria-label={`${texts.remove}: ${one.role}, ${one.system}`}
      >
        {texts.remove}
      </Button>
    ),
  };
}

const columns: readonly Column<Template>[] = [
  { id: 'role', label: texts.columns.role, cell: ({ role }) => role, sortBy: ({ role }) => role },
  { id: 'system', label: texts.columns.system, cell: ({ system }) => system, sortBy: ({ system }) => system },
  { id: 'rights', label: texts.columns.rights, cell: ({ rights }) => rightsWords(rights) },
];
