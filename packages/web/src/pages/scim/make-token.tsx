import { read } from '@daybook/client';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { announce } from '../../app/announcer.tsx';
import { api } from '../../app/api.ts';
import { useWorkspacePath } from '../../app/queries.ts';
import { Button } from '../../components/button.tsx';
import { SelectField } from '../../components/field.tsx';
import { FormProblem } from '../../components/form-problem.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';
import { renewScim } from './scim-queries.ts';
import type { NewToken } from './shown-once.tsx';

const texts = textsOf({ en });
const lifetimes = [30, 90, 180, 365] as const;
const lifetimeFirst = 180;

type MakeTokenProps = {
  /** There is one in force. */
  readonly isRenewal: boolean;
  readonly onMade: (made: NewToken) => void;
};

export function MakeToken({ isRenewal, onMade }: MakeTokenProps) {
  const path = useWorkspacePath();
  const [daysValid, setDaysValid] = useState<number>(lifetimeFirst);
  const make = useMutation({
    mutationFn: () =>
      read(api.POST('/api/workspaces/{workspace}/scim/token', { params: { path }, body: { daysValid } })),
    // The token itself stays in this screen alone.
    gcTime: 0,
    onSuccess: (made) => {
      announce(texts.made.said);
      onMade(made);
      renewScim();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate();
  };
  return (
    <form onSubmit={submit} className="max-w-md space-y-4">
      <SelectField
        label={texts.token.days}
        help={isRenewal ? texts.token.renewHelp : undefined}
        value={daysValid}
        onChange={(event) => setDaysValid(Number(event.target.value))}
      >
        {lifetimes.map((days) => (
          <option key={days} value={days}>
            {texts.token.daysOf(days)}
          </option>
        ))}
      </SelectField>
      <FormProblem error={make.error} />
      <Button type="submit" look={isRenewal ? 'plain' : 'primary'} isBusy={make.isPending}>
        {isRenewal ? texts.token.renew : texts.token.make}
      </Button>
    </form>
  );
}
