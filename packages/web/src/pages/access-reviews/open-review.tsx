import { read } from '@daybook/client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { announce } from '../../app/announcer.tsx';
import { api } from '../../app/api.ts';
import { navigateTo } from '../../app/navigate.ts';
import { useWorkspacePath } from '../../app/queries.ts';
import { Button } from '../../components/button.tsx';
import { SelectField, TextField } from '../../components/field.tsx';
import { FormProblem } from '../../components/form-problem.tsx';
import { Remark } from '../../components/notice.tsx';
import { Section } from '../../components/page-header.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';
import { readReviewsAgain, useDueReviews } from './use-reviews.ts';

const texts = textsOf({ en }).open;
const reviewingRoles: readonly string[] = ['owner', 'isms-owner', 'manager'];
const dayMs = 86_400_000;

type OpenReviewProps = {
  readonly chosen: ReadonlySet<string>;
  readonly onOpened: (said: string) => void;
};

/** Freezes the chosen systems and says who decides about them. */
export function OpenReview({ chosen, onOpened }: OpenReviewProps) {
  const due = useDueReviews();
  const [values, setValues] = useState(firstValues);
  const open = useOpen(chosen, values, onOpened);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    open.mutate();
  };
  const partial = (due.data?.items ?? []).filter(({ system, isWhole }) => chosen.has(system) && !isWhole);
  return (
    <Section title={texts.title} note={chosen.size === 0 ? texts.pick : texts.chosen(chosen.size)}>
      <form onSubmit={submit} className="no-print max-w-md space-y-4">
        {partial.length > 0 && (
          <Remark state="incomplete">{texts.notWhole(partial.map(({ name }) => name).join(', '))}</Remark>
        )}
        <Fields values={values} onChange={setValues} />
        <FormProblem error={open.error} />
        <Button type="submit" look="primary" isBusy={open.isPending} disabled={chosen.size === 0}>
          {texts.submit}
        </Button>
      </form>
    </Section>
  );
}

type Values = {
  readonly name: string;
  readonly reviewer: string;
  readonly deputy: string;
  readonly byManager: boolean;
  readonly dueOn: string;
};

function firstValues(): Values {
  const dueOn = new Date(Date.now() + 14 * dayMs).toISOString().slice(0, 10);
  return { name: '', reviewer: '', deputy: '', byManager: false, dueOn };
}

function Fields({ values, onChange }: { values: Values; onChange: (values: Values) => void }) {
  const reviewers = useReviewers();
  const options = (reviewers.data?.items ?? []).filter(({ role }) => reviewingRoles.includes(role));
  return (
    <>
      <TextField
        label={texts.name}
        help={texts.nameHelp}
        required
        maxLength={120}
        autoComplete="off"
        value={values.name}
        onChange={(event) => onChange({ ...values, name: event.target.value })}
      />
      {(['reviewer', 'deputy'] as const).map((part) => (
        <SelectField
          key={part}
          label={texts[part]}
          help={part === 'reviewer' ? texts.reviewerHelp : texts.deputyHelp}
          required={part === 'reviewer'}
          value={values[part]}
          onChange={(event) => onChange({ ...values, [part]: event.target.value })}
        >
          <option value="">{texts.nobody}</option>
          {options
            .filter(({ subject }) => part === 'reviewer' || subject !== values.reviewer)
            .map(({ subject, name, email }) => (
              <option key={subject} value={subject}>
                {name ?? email ?? subject}
              </option>
            ))}
        </SelectField>
      ))}
      <label className="flex items-start gap-2">
        <input
          type="checkbox"
          checked={values.byManager}
          onChange={(event) => onChange({ ...values, byManager: event.target.checked })}
          className="mt-0.5 size-5 shrink-0 accent-accent"
        />
        {texts.byManager}
      </label>
      <TextField
        label={texts.dueOn}
        type="date"
        required
        value={values.dueOn}
        onChange={(event) => onChange({ ...values, dueOn: event.target.value })}
      />
    </>
  );
}

/** As many as one answer holds; a review is decided by few. */
const membersMax = 200;

function useReviewers() {
  const path = useWorkspacePath();
  return useQuery({
    queryKey: ['members', path.workspace, 'reviewers'],
    queryFn: ({ signal }) =>
      read(
        api.GET('/api/workspaces/{workspace}/members', {
          params: { path, query: { limit: membersMax } },
          signal,
        }),
      ),
  });
}

function useOpen(chosen: ReadonlySet<string>, values: Values, onOpened: (said: string) => void) {
  const path = useWorkspacePath();
  return useMutation({
    mutationFn: () => {
      const { name, reviewer, deputy, byManager, dueOn } = values;
      const systems = [...chosen].map((system) => ({
        system,
        reviewer,
        deputy: deputy === '' || deputy === reviewer ? null : deputy,
      }));
      const assignedBy = byManager ? ('manager' as const) : ('system' as const);
      const body = { name, assignedBy, dueAt: `${dueOn}T23:59:59.000Z`, systems };
      return read(api.POST('/api/workspaces/{workspace}/access-reviews', { params: { path }, body }));
    },
    onSuccess: ({ id }) => {
      announce(texts.done);
      onOpened(texts.done);
      readReviewsAgain();
      navigateTo(`/access-reviews/${id}`, { trail: [{ href: '/access-reviews', label: en.title }] });
    },
  });
}
