import { type Erasure, read } from '@daybook/client';
import { useMutation } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { actions } from '../../../app/actions.ts';
import { announce } from '../../../app/announcer.tsx';
import { api, queryClient } from '../../../app/api.ts';
import { navigateTo } from '../../../app/navigate.ts';
import type { Page } from '../../../app/page.ts';
import { useWorkspacePath } from '../../../app/queries.ts';
import { useQueryState } from '../../../app/query-state.ts';
import { Button } from '../../../components/button.tsx';
import { SelectField, TextField } from '../../../components/field.tsx';
import { FormProblem } from '../../../components/form-problem.tsx';
import { legalBases, legalBasisText } from '../../../components/legal-basis.ts';
import { PageHeader } from '../../../components/page-header.tsx';
import { Segmented } from '../../../components/segmented.tsx';
import { useDraft } from '../../../components/use-draft.ts';
import { textsOf } from '../../../messages/catalogue.ts';
import { en } from './en.ts';
import { EntryChoice } from './entry-choice.tsx';
import { parsePositions } from './parse-positions.ts';
import { PersonChoice } from './person-choice.tsx';

const texts = textsOf({ en });

export const page: Page = { title: texts.title, component: NewErasure, permission: actions.requestErasure };

const home = [{ label: texts.erasures, href: '/erasures' }];

function NewErasure() {
  const [positions] = useQueryState('positions');
  const [asked, setAsked] = useQueryState('by');
  const by = asked === '' ? (positions === '' ? 'person' : 'entries') : asked;
  return (
    <>
      <PageHeader title={texts.title} home={home} lead={texts.lead} />
      <div className="max-w-2xl space-y-5">
        <Segmented
          label={texts.what}
          value={by}
          onChange={setAsked}
          segments={(['person', 'entries'] as const).map((value) => ({
            value,
            label: texts.kinds[value],
            name: texts.kinds[value],
          }))}
        />
        {by === 'entries' ? <EntryChoice /> : <PersonChoice />}
        <RequestForm isPerson={by !== 'entries'} />
      </div>
    </>
  );
}

const nothing = { legalBasis: legalBases[0] as string, reason: '' }; // any basis of the list

function RequestForm({ isPerson }: { isPerson: boolean }) {
  const path = useWorkspacePath();
  const [subject] = useQueryState('subject');
  const [typed] = useQueryState('positions');
  const { values, set, clear } = useDraft('erasure', nothing);
  const positions = parsePositions(typed);
  const target = isPerson
    ? subject === ''
      ? null
      : { subject }
    : positions && { positions: [...positions] };
  const legalBasis: Erasure['legalBasis'] =
    legalBases.find((one) => one === values.legalBasis) ?? legalBases[0];
  const ask = useMutation({
    mutationFn: (what: { subject: string } | { positions: number[] }) =>
      read(
        api.POST('/api/workspaces/{workspace}/erasures', {
          params: { path },
          body: { ...what, legalBasis, reason: values.reason.trim() },
        }),
      ),
    onSuccess: async ({ id }) => {
      clear();
      announce(texts.done);
      await queryClient.invalidateQueries({ queryKey: ['erasures'] });
      navigateTo(`/erasures/${id}`, { replace: true });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (target !== null) ask.mutate(target);
  };
  return (
    <form onSubmit={submit} className="space-y-4">
      <SelectField
        label={texts.basis}
        value={legalBasis}
        onChange={(event) => set('legalBasis', event.target.value)}
      >
        {legalBases.map((basis) => (
          <option key={basis} value={basis}>
            {legalBasisText(basis)}
          </option>
        ))}
      </SelectField>
      <TextField
        label={texts.reason}
        help={texts.reasonHelp}
        required
        maxLength={500}
        autoComplete="off"
        value={values.reason}
        onChange={(event) => set('reason', event.target.value)}
      />
      <FormProblem error={ask.error} />
      <Button type="submit" look="primary" isBusy={ask.isPending} disabled={target === null}>
        {texts.submit}
      </Button>
    </form>
  );
}
