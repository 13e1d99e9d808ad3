import { read, type SharedSecret } from '@daybook/client';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { announce } from '../../app/announcer.tsx';
import { api } from '../../app/api.ts';
import { useWorkspacePath } from '../../app/queries.ts';
import { useMay } from '../../app/session.ts';
import { Button } from '../../components/button.tsx';
import { Confirm } from '../../components/confirm.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { TextField } from '../../components/field.tsx';
import { FormProblem } from '../../components/form-problem.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Section } from '../../components/page-header.tsx';
import type { Outcome } from '../../components/said.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { useDraft } from '../../components/use-draft.ts';
import { When } from '../../components/when.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';
import { People } from './known-person.tsx';
import { PeopleField } from './people-field.tsx';
import { type Names, namesIn, readCustodyAgain, useSharedSecrets } from './use-custody.ts';

const texts = textsOf({ en }).secrets;
const { register } = textsOf({ en });

/** Passwords and keys several people know, and whether one of those left since it was changed. */
export function SecretsPart({ onSaid }: { onSaid: (said: Outcome) => void }) {
  const secrets = useSharedSecrets();
  const mayRegister = useMay('shared-secret.create');
  const mayRotate = useMay('shared-secret.rotate');
  const [open, setOpen] = useState<SharedSecret | null>(null);
  return (
    <Section title={texts.title}>
      <Loaded query={secrets} lines={3}>
        {(data) => (
          <DataTable
            label={texts.title}
            rows={data.items}
            columns={columnsFor(namesIn(data), mayRotate ? setOpen : null)}
            keyOf={({ id }) => id}
            empty={<p className="py-3 text-note">{texts.none}</p>}
          />
        )}
      </Loaded>
      {open !== null && <Rotate secret={open} onClose={() => setOpen(null)} onSaid={onSaid} />}
      {mayRegister && <RegisterSecret onSaid={onSaid} />}
    </Section>
  );
}

function columnsFor(
  names: Names,
  onRotate: ((secret: SharedSecret) => void) | null,
): readonly Column<SharedSecret>[] {
  return [
    { id: 'name', label: texts.columns.name, cell: ({ name }) => name, sortBy: ({ name }) => name },
    { id: 'system', label: texts.columns.system, isSecondary: true, cell: ({ system }) => system },
    {
      id: 'known',
      label: texts.columns.known,
      isSecondary: true,
      cell: ({ knownBy }) => <People subjects={knownBy} names={names} none="" />,
    },
    {
      id: 'rotated',
      label: texts.columns.rotated,
      cell: ({ rotatedAt, isRotationKnown }) =>
        isRotationKnown ? <When at={rotatedAt} /> : <span className="text-note">{texts.notKnown}</span>,
    },
    {
      id: 'state',
      label: texts.columns.state,
      cell: (secret) => (
        <span className="flex flex-wrap items-center gap-2">
          <StateMark
            state={secret.isDue ? 'failing' : 'complete'}
            label={secret.isDue ? texts.due : texts.fine}
          />
          {onRotate !== null && (
            <Button look="quiet" onClick={() => onRotate(secret)}>
              {texts.rotate}
              <span className="sr-only"> {secret.name}</span>
            </Button>
          )}
        </span>
      ),
      sortBy: ({ isDue }) => (isDue ? 0 : 1),
    },
  ];
}

type RotateProps = {
  readonly secret: SharedSecret;
  readonly onClose: () => void;
  readonly onSaid: (said: Outcome) => void;
};

/** Those who know it now are those of the list; who left is asked to be taken out of it. */
function Rotate({ secret, onClose, onSaid }: RotateProps) {
  const path = { ...useWorkspacePath(), secret: secret.id };
  const [knownBy, setKnownBy] = useState<string[]>([...secret.knownBy]);
  const rotate = useMutation({
    mutationFn: () =>
      read(
        api.POST('/api/workspaces/{workspace}/shared-secrets/{secret}/rotate', {
          params: { path },
          body: { knownBy },
        }),
      ),
    onSuccess: async () => {
      onClose();
      onSaid({ text: texts.rotated });
      announce(texts.rotated);
      await readCustodyAgain();
    },
  });
  return (
    <Confirm
      isOpen
      onClose={onClose}
      title={texts.rotateTitle(secret.name)}
      action={texts.rotate}
      look="primary"
      isBusy={rotate.isPending}
      error={rotate.error}
      onConfirm={() => rotate.mutate()}
    >
      <p>{texts.rotateText}</p>
      <PeopleField
        label={texts.columns.known}
        value={knownBy}
        names={new Map()}
        isKnown
        onChange={(people) => setKnownBy(people === 'unknown' ? [] : people)}
      />
    </Confirm>
  );
}

function RegisterSecret({ onSaid }: { onSaid: (said: Outcome) => void }) {
  const path = useWorkspacePath();
  const { values, set, clear } = useDraft('shared-secret.new', { name: '', system: '', knownBy: '' });
  const knownBy = values.knownBy === '' ? [] : values.knownBy.split(' ');
  const add = useMutation({
    mutationFn: () => {
      const { name, system } = values;
      const body = { name, system, owner: knownBy[0] ?? null, knownBy, rotatedAt: 'unknown' as const };
      return read(api.POST('/api/workspaces/{workspace}/shared-secrets', { params: { path }, body }));
    },
    onSuccess: async () => {
      clear();
      set('name', '');
      set('system', '');
      set('knownBy', '');
      onSaid({ text: texts.done });
      await readCustodyAgain();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate();
  };
  return (
    <details className="mt-3">
      <summary className="touch w-fit cursor-pointer py-1 text-soft hover:text-ink">{texts.submit}</summary>
      <form onSubmit={submit} className="mt-2 max-w-md space-y-4">
        <TextField
          label={texts.name}
          help={texts.nameHelp}
          required
          autoComplete="off"
          value={values.name}
          onChange={(event) => set('name', event.target.value)}
        />
        <TextField
          label={register.system}
          required
          autoComplete="off"
          value={values.system}
          onChange={(event) => set('system', event.target.value)}
        />
        <PeopleField
          label={texts.columns.known}
          value={knownBy}
          names={new Map()}
          isKnown
          onChange={(people) => set('knownBy', people === 'unknown' ? '' : people.join(' '))}
        />
        <FormProblem error={add.error} />
        <Button type="submit" isBusy={add.isPending}>
          {texts.submit}
        </Button>
      </form>
    </details>
  );
}
