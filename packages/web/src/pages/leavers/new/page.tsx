import { read } from '@daybook/client';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api } from '../../../app/api.ts';
import { leaverActions, readLeaversAgain } from '../../../app/leaver-queries.ts';
import { navigateTo } from '../../../app/navigate.ts';
import type { Page } from '../../../app/page.ts';
import { useWorkspacePath } from '../../../app/queries.ts';
import { Button } from '../../../components/button.tsx';
import { TextField } from '../../../components/field.tsx';
import { FormProblem } from '../../../components/form-problem.tsx';
import { PageHeader } from '../../../components/page-header.tsx';
import { PersonFinder } from '../../../components/person-finder.tsx';
import { textsOf } from '../../../messages/catalogue.ts';
import { en } from './en.ts';

const texts = textsOf({ en });

export const page: Page = { title: texts.title, component: NewLeaver, permission: leaverActions.open };

function NewLeaver() {
  const path = useWorkspacePath();
  const [search, setSearch] = useState('');
  const [subject, setSubject] = useState('');
  const [at, setAt] = useState(localNow);
  const [isInvoluntary, setInvoluntary] = useState(false);
  const [reason, setReason] = useState('');
  const open = useMutation({
    mutationFn: () => {
      const body = { subject, effectiveAt: new Date(at).toISOString(), isInvoluntary, reason };
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
        <PersonFinder search={search} onSearch={setSearch} chosen={subject} onChoose={setSubject} />
        <TextField
          label={texts.day}
          type="datetime-local"
          required
          value={at}
          onChange={(event) => setAt(event.target.value)}
        />
        <label className="flex items-start gap-2">
          <input
            type="checkbox"
            className="mt-1"
            checked={isInvoluntary}
            onChange={(event) => setInvoluntary(event.target.checked)}
          />
          {texts.involuntary}
        </label>
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
        <Button type="submit" look="primary" isBusy={open.isPending} disabled={subject === ''}>
          {texts.submit}
        </Button>
      </form>
    </>
  );
}

/** Now, as a field of date and time holds it: in the reader's zone, to the minute. */
function localNow(): string {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
