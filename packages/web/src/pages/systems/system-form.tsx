import { type ListedSystem, read, type SystemChannel } from '@daybook/client';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { announce } from '../../app/announcer.tsx';
import { api, queryClient } from '../../app/api.ts';
import { useWorkspacePath } from '../../app/queries.ts';
import { useWorkspace } from '../../app/session.ts';
import { Button } from '../../components/button.tsx';
import { SelectField, TextField } from '../../components/field.tsx';
import { FormProblem } from '../../components/form-problem.tsx';
import { MaskedText } from '../../components/masked-text.tsx';
import type { Outcome } from '../../components/said.tsx';
import { useDraft } from '../../components/use-draft.ts';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';
import { useChannels } from './use-systems.ts';

const texts = textsOf({ en });
const { form } = texts;

const kinds = ['tool', 'channel', 'identity-provider', 'hr', 'other'] as const;
const allMeans = ['live', 'import', 'attested'] as const;

type SystemFormProps = {
  /** What is known of it; null to register one by its name. */
  readonly system: ListedSystem | null;
  readonly onSaid: (said: Outcome) => void;
};

/** What people say of a system. What the catalog knows of its channel is filled in and can be corrected. */
export function SystemForm({ system, onSaid }: SystemFormProps) {
  const channels = useChannels().data?.items ?? [];
  const draft = useDraft(`system.${system?.system ?? 'new'}`, initialOf(system));
  const { values, set } = draft;
  const { subject: me } = useWorkspace();
  const [isMine, setIsMine] = useState(system?.owner?.subject === me);
  const save = useSave({ system, values, owner: isMine ? me : null }, (said) => {
    draft.clear();
    announce(said);
    onSaid({ text: said });
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  const choose = (id: string) => {
    set('channel', id);
    const chosen = channels.find((one) => one.id === id);
    if (chosen !== undefined) fillIn(chosen, values, set);
  };
  return (
    <form onSubmit={submit} className="max-w-md space-y-4">
      {system === null && (
        <TextField
          label={form.system}
          help={form.systemHelp}
          required
          maxLength={200}
          autoComplete="off"
          value={values.system}
          onChange={(event) => set('system', event.target.value)}
        />
      )}
      <SelectField
        label={form.channel}
        value={values.channel}
        onChange={(event) => choose(event.target.value)}
      >
        <option value="">{form.otherChannel}</option>
        {channels.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </SelectField>
      <TextField
        label={form.name}
        required
        maxLength={120}
        autoComplete="off"
        value={values.name}
        onChange={(event) => set('name', event.target.value)}
      />
      <Choices values={values} set={set} />
      <Numbers values={values} set={set} />
      <label className="touch flex cursor-pointer items-center gap-3">
        <input
          type="checkbox"
          className="size-4 accent-(--accent)"
          checked={isMine}
          onChange={(event) => setIsMine(event.target.checked)}
        />
        {form.mine}
      </label>
      {system?.owner != null && system.owner.subject !== me && (
        <p className="text-sm text-note">
          {form.ownedBy} <MaskedText text={system.owner.name} />
        </p>
      )}
      <FormProblem error={save.error} />
      <Button type="submit" look="primary" isBusy={save.isPending}>
        {system?.isRegistered ? form.save : form.submit}
      </Button>
    </form>
  );
}

type Values = ReturnType<typeof initialOf>;
type Setter = (field: keyof Values, value: string) => void;

function initialOf(system: ListedSystem | null) {
  const number = (value: number | null | undefined) => (value == null ? '' : String(value));
  return {
    system: system?.system ?? '',
    channel: system?.channel?.id ?? '',
    name: system?.name ?? '',
    kind: (system?.kind ?? 'channel') as string, // any kind of the list
    means: (system?.means ?? 'attested') as string, // any means of the list
    interval: number(system?.intervalHours),
    retention: number(system?.logRetentionDays),
    review: number(system?.reviewDays ?? 90),
  };
}

/** Only what was not typed yet. */
function fillIn(channel: SystemChannel, values: Values, set: Setter): void {
  set('kind', channel.kind);
  set('means', channel.means);
  set('retention', channel.retentionDays === null ? '' : String(channel.retentionDays));
  if (values.name === '') set('name', channel.name);
  if (values.system === '') set('system', channel.id);
}

function Choices({ values, set }: { values: Values; set: Setter }) {
  return (
    <>
      <SelectField
        label={form.kind}
        value={values.kind}
        onChange={(event) => set('kind', event.target.value)}
      >
        {kinds.map((kind) => (
          <option key={kind} value={kind}>
            {form.kinds[kind]}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={form.means}
        value={values.means}
        onChange={(event) => set('means', event.target.value)}
      >
        {allMeans.map((means) => (
          <option key={means} value={means}>
            {texts.means[means]}
          </option>
        ))}
      </SelectField>
    </>
  );
}

function Numbers({ values, set }: { values: Values; set: Setter }) {
  const number = { type: 'number', min: 1, inputMode: 'numeric' } as const;
  return (
    <>
      <TextField
        {...number}
        label={form.retention}
        help={form.retentionHelp}
        value={values.retention}
        onChange={(event) => set('retention', event.target.value)}
      />
      <TextField
        {...number}
        label={form.interval}
        help={values.retention === '' ? undefined : form.intervalHelp(values.retention)}
        value={values.interval}
        onChange={(event) => set('interval', event.target.value)}
      />
      <TextField
        {...number}
        label={form.review}
        value={values.review}
        onChange={(event) => set('review', event.target.value)}
      />
    </>
  );
}

type Saving = {
  readonly system: ListedSystem | null;
  readonly values: Values;
  readonly owner: string | null;
};

function useSave({ system, values, owner }: Saving, onSaved: (said: string) => void) {
  const path = useWorkspacePath();
  const number = (text: string) => (text.trim() === '' ? null : Number(text));
  const body = {
    name: values.name.trim(),
    kind: kinds.find((kind) => kind === values.kind) ?? 'other',
    channel: values.channel === '' ? null : values.channel,
    means: allMeans.find((means) => means === values.means) ?? 'attested',
    logRetentionDays: number(values.retention),
    intervalHours: number(values.interval),
    reviewDays: number(values.review),
  };
  // Whoever answers for it stays, unless whoever saves takes it over.
  const kept = owner ?? system?.owner?.subject ?? null;
  return useMutation({
    mutationFn: () => {
      if (system?.isRegistered) {
        const params = { path: { ...path, system: system.system } };
        return read(
          api.PATCH('/api/workspaces/{workspace}/systems/{system}', {
            params,
            body: { ...body, owner: kept },
          }),
        );
      }
      const registered = { ...body, system: values.system.trim(), owner: kept };
      return read(api.POST('/api/workspaces/{workspace}/systems', { params: { path }, body: registered }));
    },
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ['systems'] });
      onSaved(system?.isRegistered ? form.saved : form.done(body.name));
    },
  });
}
