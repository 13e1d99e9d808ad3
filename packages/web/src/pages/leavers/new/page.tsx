import { read } from '@daybook/client';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api } from '../../../app/api.ts';
import {
  leaverActions,
  readLeaversAgain,
  useLeaverPreview,
  type WhoLeaves,
} from '../../../app/leaver-queries.ts';
import { navigateTo } from '../../../app/navigate.ts';
import type { Page } from '../../../app/page.ts';
import { useWorkspacePath } from '../../../app/queries.ts';
import { Button } from '../../../components/button.tsx';
import { TextField } from '../../../components/field.tsx';
import { FormProblem } from '../../../components/form-problem.tsx';
import { Loaded } from '../../../components/loaded.tsx';
import { PageHeader } from '../../../components/page-header.tsx';
import { PersonFinder } from '../../../components/person-finder.tsx';
import { Segmented } from '../../../components/segmented.tsx';
import { textsOf } from '../../../messages/catalogue.ts';
import { AgencyField } from './agency-field.tsx';
import { en } from './en.ts';
import { Preview } from './preview.tsx';

const texts = textsOf({ en });

export const page: Page = { title: texts.title, component: NewLeaver, permission: leaverActions.open };

type Kind = 'person' | 'agency';
const kinds: readonly Kind[] = ['person', 'agency'];

function NewLeaver() {
  const path = useWorkspacePath();
  const [kind, setKind] = useState<Kind>('person');
  const [search, setSearch] = useState('');
  const [subject, setSubject] = useState('');
  const [agency, setAgency] = useState('');
  const [at, setAt] = useState(localNow);
  const [isInvoluntary, setInvoluntary] = useState(false);
  const [reason, setReason] = useState('');
  const who = whoLeaves(kind, subject, agency);
  const effectiveAt = instantOf(at);
  const preview = useLeaverPreview(who, { effectiveAt, isInvoluntary });
  const open = useMutation({
    mutationFn: () => {
      const body = { ...who, effectiveAt: new Date(at).toISOString(), isInvoluntary, reason };
      return read(api.POST('/api/workspaces/{workspace}/leavers', { params: { path }, body }));
    },
    onSuccess: ({ id }) => {
      void readLeaversAgain();
      navigateTo(`/leavers/${id}`);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    open.mutate();
  };
  return (
    <>
      <PageHeader title={texts.title} lead={texts.lead} home={[{ label: texts.leavers, href: '/leavers' }]} />
      <form onSubmit={submit} className="max-w-xl space-y-5">
        <Segmented
          label={texts.who}
          segments={kinds.map((value) => ({ value, label: texts[value], name: texts[value] }))}
          value={kind}
          onChange={(value) => setKind(value === 'agency' ? 'agency' : 'person')}
        />
        {kind === 'person' ? (
          <PersonFinder search={search} onSearch={setSearch} chosen={subject} onChoose={setSubject} />
        ) : (
          <AgencyField chosen={agency} onChoose={setAgency} />
        )}
        <TextField
          label={texts.day}
          type="datetime-local"
          required
          value={at}
          onChange={(event) => setAt(event.target.value)}
        />
        <Involuntary isChecked={isInvoluntary} onChange={setInvoluntary} />
        {who !== null && (
          <Loaded query={preview} lines={4}>
            {(data) => <Preview preview={data} isAgency={kind === 'agency'} />}
          </Loaded>
        )}
        <TextField
          label={texts.reason}
          help={texts.reasonHelp}
          required
          maxLength={500}
          autoComplete="off"
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        <FormProblem error={open.error} />
        <Button type="submit" look="primary" isBusy={open.isPending} disabled={who === null}>
          {texts.submit}
        </Button>
      </form>
    </>
  );
}

function Involuntary({ isChecked, onChange }: { isChecked: boolean; onChange: (isIt: boolean) => void }) {
  return (
    <label className="flex items-start gap-2">
      <input
        type="checkbox"
        className="mt-1"
        checked={isChecked}
        onChange={(event) => onChange(event.target.checked)}
      />
      {texts.involuntary}
    </label>
  );
}

function whoLeaves(kind: Kind, subject: string, agency: string): WhoLeaves | null {
  if (kind === 'person') return subject === '' ? null : { subject };
  return agency === '' ? null : { agency };
}

/** Null while the field holds no whole date and time. */
function instantOf(at: string): string | null {
  const ms = Date.parse(at);
  return Number.isNaN(ms) ? null : new Date(ms).toISOString();
}

/** Now, as a field of date and time holds it: in the reader's zone, to the minute. */
function localNow(): string {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
