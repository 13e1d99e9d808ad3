import { type Device, read } from '@daybook/client';
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
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';
import { People } from './known-person.tsx';
import { PeopleField } from './people-field.tsx';
import { type Names, namesIn, readCustodyAgain, useDevices } from './use-custody.ts';

const texts = textsOf({ en }).devices;
const { people } = textsOf({ en });

/** Phones, computers and hardware keys that are passed around. */
export function DevicesPart({ onSaid }: { onSaid: (said: Outcome) => void }) {
  const devices = useDevices();
  const mayRegister = useMay('device.create');
  const mayReturn = useMay('device.return');
  const [open, setOpen] = useState<Device | null>(null);
  return (
    <Section title={texts.title}>
      <Loaded query={devices} lines={3}>
        {(data) => (
          <DataTable
            label={texts.title}
            rows={data.items}
            columns={columnsFor(namesIn(data), mayReturn ? setOpen : null)}
            keyOf={({ id }) => id}
            empty={<p className="py-3 text-note">{texts.none}</p>}
          />
        )}
      </Loaded>
      {open !== null && <Return device={open} onClose={() => setOpen(null)} onSaid={onSaid} />}
      {mayRegister && <RegisterDevice onSaid={onSaid} />}
    </Section>
  );
}

function columnsFor(names: Names, onReturn: ((device: Device) => void) | null): readonly Column<Device>[] {
  return [
    { id: 'name', label: texts.columns.name, cell: ({ name }) => name, sortBy: ({ name }) => name },
    {
      id: 'holders',
      label: texts.columns.holders,
      cell: ({ holders }) => <People subjects={holders} names={names} none={people.nobody} />,
    },
    {
      id: 'signed-in',
      label: texts.columns.signedIn,
      isSecondary: true,
      cell: ({ signedInTo }) => (signedInTo === null ? people.unknown : signedInTo.join(', ')),
    },
    {
      id: 'state',
      label: texts.columns.state,
      cell: (device) => {
        const isOut = device.returnedAt === null;
        return (
          <span className="flex flex-wrap items-center gap-2">
            <StateMark state={isOut ? 'pending' : 'complete'} label={isOut ? texts.out : texts.back} />
            {isOut && onReturn !== null && (
              <Button look="quiet" onClick={() => onReturn(device)}>
                {texts.return}
                <span className="sr-only"> {device.name}</span>
              </Button>
            )}
          </span>
        );
      },
    },
  ];
}

type ReturnProps = {
  readonly device: Device;
  readonly onClose: () => void;
  readonly onSaid: (said: Outcome) => void;
};

function Return({ device, onClose, onSaid }: ReturnProps) {
  const path = { ...useWorkspacePath(), device: device.id };
  const back = useMutation({
    mutationFn: () =>
      read(api.POST('/api/workspaces/{workspace}/devices/{device}/return', { params: { path }, body: {} })),
    onSuccess: async () => {
      onClose();
      onSaid({ text: texts.returned });
      announce(texts.returned);
      await readCustodyAgain();
    },
  });
  return (
    <Confirm
      isOpen
      onClose={onClose}
      title={texts.returnTitle(device.name)}
      action={texts.return}
      look="primary"
      isBusy={back.isPending}
      error={back.error}
      onConfirm={() => back.mutate()}
    >
      <p>{texts.returnText}</p>
    </Confirm>
  );
}

function RegisterDevice({ onSaid }: { onSaid: (said: Outcome) => void }) {
  const path = useWorkspacePath();
  const { values, set, clear } = useDraft('device.new', { name: '', signedInTo: '', holders: '' });
  const holders = values.holders === '' ? [] : values.holders.split(' ');
  const add = useMutation({
    mutationFn: () => {
      const systems = values.signedInTo.split(',').map((one) => one.trim());
      const told = systems.filter((one) => one !== '');
      const signedInTo = told.length === 0 ? null : told;
      const rest = { model: null, isShared: true, isCompanyOwned: 'unknown' as const };
      const body = { name: values.name, holders, signedInTo, ...rest };
      return read(api.POST('/api/workspaces/{workspace}/devices', { params: { path }, body }));
    },
    onSuccess: async () => {
      for (const field of ['name', 'signedInTo', 'holders'] as const) set(field, '');
      clear();
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
          required
          autoComplete="off"
          value={values.name}
          onChange={(event) => set('name', event.target.value)}
        />
        <TextField
          label={texts.signedIn}
          help={texts.signedInHelp}
          autoComplete="off"
          value={values.signedInTo}
          onChange={(event) => set('signedInTo', event.target.value)}
        />
        <PeopleField
          label={texts.columns.holders}
          value={holders}
          names={new Map()}
          isKnown
          onChange={(chosen) => set('holders', chosen === 'unknown' ? '' : chosen.join(' '))}
        />
        <FormProblem error={add.error} />
        <Button type="submit" isBusy={add.isPending}>
          {texts.submit}
        </Button>
      </form>
    </details>
  );
}
