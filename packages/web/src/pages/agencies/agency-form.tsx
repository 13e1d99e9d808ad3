import { type Agency, read } from '@daybook/client';
import { useMutation } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { announce } from '../../app/announcer.tsx';
import { api, queryClient } from '../../app/api.ts';
import { useWorkspacePath } from '../../app/queries.ts';
import { Button } from '../../components/button.tsx';
import { TextAreaField, TextField } from '../../components/field.tsx';
import { FormProblem } from '../../components/form-problem.tsx';
import { Remark } from '../../components/notice.tsx';
import type { Outcome } from '../../components/said.tsx';
import { useDraft } from '../../components/use-draft.ts';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';

const texts = textsOf({ en });
const { form } = texts;

type AgencyFormProps = {
  /** Null registers a new one. */
  readonly agency: Agency | null;
  readonly onSaid: (said: Outcome) => void;
};

/** What is known of an agency; an engagement is made longer for a reason alone. */
export function AgencyForm({ agency, onSaid }: AgencyFormProps) {
  const { values, set, clear } = useDraft(`agency.${agency?.id ?? 'new'}`, initialOf(agency));
  const isLonger = agency !== null && goesOn(agency, values.until);
  const save = useSave({ agency, values, isLonger }, (said) => {
    clear();
    announce(said);
    onSaid({ text: said });
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form onSubmit={submit} className="max-w-md space-y-4">
      <TextField
        label={form.name}
        help={form.nameHelp}
        required
        maxLength={120}
        autoComplete="off"
        value={values.name}
        onChange={(event) => set('name', event.target.value)}
      />
      <TextAreaField
        label={form.domains}
        help={form.domainsHelp}
        value={values.domains}
        onChange={(event) => set('domains', event.target.value)}
      />
      <Days values={values} set={set} isOver={agency?.state === 'ended'} />
      <TextField
        label={form.note}
        maxLength={500}
        autoComplete="off"
        value={values.note}
        onChange={(event) => set('note', event.target.value)}
      />
      {isLonger && (
        <TextField
          label={form.reason}
          help={form.reasonHelp}
          required
          maxLength={500}
          autoComplete="off"
          value={values.reason}
          onChange={(event) => set('reason', event.target.value)}
        />
      )}
      <FormProblem error={save.error} />
      <Button type="submit" look="primary" isBusy={save.isPending}>
        {agency === null ? form.submit : form.save}
      </Button>
    </form>
  );
}

type Values = ReturnType<typeof initialOf>;
type Field = keyof Values;

type DaysProps = {
  readonly values: Values;
  readonly set: (field: Field, value: string) => void;
  readonly isOver: boolean;
};

function Days({ values, set, isOver }: DaysProps) {
  return (
    <>
      <div className="grid items-end gap-4 sm:grid-cols-2">
        <TextField
          label={form.from}
          type="date"
          value={values.from}
          onChange={(event) => set('from', event.target.value)}
        />
        <TextField
          label={form.until}
          type="date"
          help={form.untilHelp}
          value={values.until}
          onChange={(event) => set('until', event.target.value)}
        />
      </div>
      {values.until === '' && !isOver && <Remark state="unknown">{texts.noEndWarning}</Remark>}
    </>
  );
}

function initialOf(agency: Agency | null) {
  return {
    name: agency?.name ?? '',
    domains: agency?.mailDomains.join('\n') ?? '',
    from: agency?.engagementFrom ?? '',
    until: agency?.engagementUntil ?? '',
    note: agency?.note ?? '',
    reason: '',
  };
}

/** As the server sees it: later than before, or begun again after its end. */
function goesOn({ engagementUntil, endedAt }: Agency, until: string): boolean {
  if (until === (engagementUntil ?? '')) return false;
  return endedAt !== null || (engagementUntil !== null && (until === '' || until > engagementUntil));
}

type Saving = { readonly agency: Agency | null; readonly values: Values; readonly isLonger: boolean };

function useSave({ agency, values, isLonger }: Saving, onSaved: (said: string) => void) {
  const path = useWorkspacePath();
  const day = (text: string) => (text === '' ? null : text);
  const words = {
    name: values.name.trim(),
    mailDomains: values.domains.split(/[\s,;]+/).filter((domain) => domain !== ''),
    engagementFrom: day(values.from),
    note: values.note.trim(),
  };
  return useMutation({
    mutationFn: () => {
      if (agency === null) {
        const body = { ...words, engagementUntil: day(values.until), systems: [], contact: null };
        return read(api.POST('/api/workspaces/{workspace}/agencies', { params: { path }, body }));
      }
      const isMoved = values.until !== (agency.engagementUntil ?? '');
      const body = {
        ...words,
        ...(isMoved && { engagementUntil: day(values.until) }),
        reason: isLonger ? values.reason.trim() : null,
      };
      const params = { path: { ...path, agency: agency.id } };
      return read(api.PATCH('/api/workspaces/{workspace}/agencies/{agency}', { params, body }));
    },
    onSuccess: async () => {
      await Promise.all(
        ['agencies', 'account-links', 'access-list'].map((name) =>
          queryClient.invalidateQueries({ queryKey: [name] }),
        ),
      );
      onSaved(agency === null ? form.done(words.name) : form.saved);
    },
  });
}
