import { read } from '@daybook/client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { announce } from '../../../app/announcer.tsx';
import { api } from '../../../app/api.ts';
import { useWorkspacePath } from '../../../app/queries.ts';
import { useMay } from '../../../app/session.ts';
import { Button } from '../../../components/button.tsx';
import { SelectField } from '../../../components/field.tsx';
import { FormProblem } from '../../../components/form-problem.tsx';
import { textsOf } from '../../../messages/catalogue.ts';
import { formatNumber } from '../../../messages/shared.ts';
import { readReviewsAgain } from '../use-reviews.ts';
import { en } from './en.ts';

const texts = textsOf({ en }).close;
const reviewingRoles: readonly string[] = ['owner', 'isms-owner', 'manager'];
const membersMax = 200;

/** What has no reviewer goes to somebody who is not the one it is about. */
export function GiveItems({ review }: { review: string }) {
  const path = { ...useWorkspacePath(), review };
  const mayAssign = useMay('access-review.assign');
  const [to, setTo] = useState('');
  const members = useQuery({
    queryKey: ['members', path.workspace, 'reviewers'],
    queryFn: ({ signal }) =>
      read(
        api.GET('/api/workspaces/{workspace}/members', {
          params: { path, query: { limit: membersMax } },
          signal,
        }),
      ),
    enabled: mayAssign,
  });
  const give = useMutation({
    mutationFn: () =>
      read(
        api.POST('/api/workspaces/{workspace}/access-reviews/{review}/assign', {
          params: { path },
          body: { from: null, to },
        }),
      ),
    onSuccess: ({ moved }) => {
      announce(texts.given(formatNumber(moved)));
      readReviewsAgain();
    },
  });
  if (!mayAssign) return null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    give.mutate();
  };
  return (
    <form onSubmit={submit} className="max-w-md space-y-3">
      <SelectField label={texts.give} required value={to} onChange={(event) => setTo(event.target.value)}>
        <option value="" />
        {(members.data?.items ?? [])
          .filter(({ role }) => reviewingRoles.includes(role))
          .map(({ subject, name, email }) => (
            <option key={subject} value={subject}>
              {name ?? email ?? subject}
            </option>
          ))}
      </SelectField>
      <FormProblem error={give.error} />
      <Button type="submit" isBusy={give.isPending}>
        {texts.giveAction}
      </Button>
    </form>
  );
}
