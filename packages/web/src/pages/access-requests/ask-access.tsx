import { read } from '@daybook/client';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { announce } from '../../app/announcer.tsx';
import { api } from '../../app/api.ts';
import { useWorkspacePath } from '../../app/queries.ts';
import { useMay } from '../../app/session.ts';
import { Button } from '../../components/button.tsx';
import { SelectField, TextField } from '../../components/field.tsx';
import { FormProblem } from '../../components/form-problem.tsx';
import { Section } from '../../components/page-header.tsx';
import { PersonFinder } from '../../components/person-finder.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';
import { RightsChoice } from './rights-choice.tsx';
import type { Right } from './rights-words.ts';
import { readRequestsAgain } from './use-requests.ts';

const texts = textsOf({ en }).ask;

type Values = {
  readonly isOther: boolean;
  readonly subject: string;
  readonly system: string;
  readonly role: string;
  readonly rights: readonly Right[];
  readonly reason: string;
  readonly until: string;
};
const nothing: Values = {
  isOther: false,
  subject: '',
  system: '',
  role: '',
  rights: [],
  reason: '',
  until: '',
};

/** Asks for access, for oneself or somebody else. */
export function AskAccess({ onSaid }: { onSaid: (said: string) => void }) {
  const [values, setValues] = useState(nothing);
  const ask = useAsk(values, () => {
    setValues(nothing);
    onSaid(texts.done);
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    ask.mutate();
  };
  return (
    <Section title={texts.title}>
      <form onSubmit={submit} className="max-w-md space-y-4">
        <Whom values={values} onChange={setValues} />
        <What values={values} onChange={setValues} />
        <FormProblem error={ask.error} />
        <Button
          type="submit"
          look="primary"
          isBusy={ask.isPending}
          disabled={values.isOther && values.subject === ''}
        >
          {texts.submit}
        </Button>
      </form>
    </Section>
  );
}

type PartProps = { readonly values: Values; readonly onChange: (values: Values) => void };

function Whom({ values, onChange }: PartProps) {
  const [search, setSearch] = useState('');
  const mayAskForOthers = useMay('access-request.ask');
  return (
    <>
      <SelectField
        label={texts.whom}
        value={values.isOther ? 'other' : 'me'}
        onChange={(event) => onChange({ ...values, isOther: event.target.value === 'other' })}
      >
        <option value="me">{texts.me}</option>
        {mayAskForOthers && <option value="other">{texts.other}</option>}
      </SelectField>
      {values.isOther && (
        <PersonFinder
          search={search}
          onSearch={setSearch}
          chosen={values.subject}
          onChoose={(subject) => onChange({ ...values, subject })}
        />
      )}
    </>
  );
}

function What({ values, onChange }: PartProps) {
  return (
    <>
      <TextField
        label={texts.system}
        help={texts.systemHelp}
        required
        maxLength={200}
        autoComplete="off"
        value={values.system}
        onChange={(event) => onChange({ ...values, system: event.target.value })}
      />
      <TextField
        label={texts.role}
        required
        maxLength={200}
        autoComplete="off"
        value={values.role}
        onChange={(event) => onChange({ ...values, role: event.target.value })}
      />
      <RightsChoice
        label={texts.rights}
        value={values.rights}
        onChange={(rights) => onChange({ ...values, rights })}
      />
      <TextField
        label={texts.reason}
        required
        maxLength={500}
        autoComplete="off"
        value={values.reason}
        onChange={(event) => onChange({ ...values, reason: event.target.value })}
      />
      <TextField
        label={texts.until}
        help={texts.untilHelp}
        type="date"
        value={values.until}
        onChange={(event) => onChange({ ...values, until: event.target.value })}
      />
    </>
  );
}

function useAsk({ isOther, subject, until, rights, ...rest }: Values, onAsked: () => void) {
  const path = useWorkspacePath();
  return useMutation({
    mutationFn: () =>
      read(
        api.POST('/api/workspaces/{workspace}/access-requests', {
          params: { path },
          body: {
            ...rest,
            for: isOther ? subject : 'me',
            rights: [...rights],
            until: until === '' ? null : `${until}T23:59:59.000Z`,
          },
        }),
      ),
    onSuccess: () => {
      announce(texts.done);
      readRequestsAgain();
      onAsked();
    },
  });
}
