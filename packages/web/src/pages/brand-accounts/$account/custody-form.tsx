import { type BrandAccount, read } from '@daybook/client';
import { useMutation } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { announce } from '../../../app/announcer.tsx';
import { api } from '../../../app/api.ts';
import { useWorkspacePath } from '../../../app/queries.ts';
import { Button } from '../../../components/button.tsx';
import { SelectField, TextField } from '../../../components/field.tsx';
import { FormProblem } from '../../../components/form-problem.tsx';
import { Section } from '../../../components/page-header.tsx';
import type { Outcome } from '../../../components/said.tsx';
import { useDraft } from '../../../components/use-draft.ts';
import { textsOf } from '../../../messages/catalogue.ts';
import { PeopleField } from '../people-field.tsx';
import { type Custody, namesIn, readCustodyAgain } from '../use-custody.ts';
import { en } from './en.ts';

const texts = textsOf({ en });

type CustodyFormProps = { readonly one: BrandAccount; readonly onSaid: (said: Outcome) => void };

/** Everything of one account at once; what is typed survives a reload. */
export function CustodyForm({ one, onSaid }: CustodyFormProps) {
  const path = { ...useWorkspacePath(), brandAccount: one.id };
  const draft = useDraft(`brand-account.${one.id}.${one.position}`, { custody: JSON.stringify(one.custody) });
  // Written by this form alone.
  const custody = JSON.parse(draft.values.custody) as Custody;
  const change = (part: Partial<Custody>) => draft.set('custody', JSON.stringify({ ...custody, ...part }));
  const save = useMutation({
    mutationFn: () =>
      read(
        api.PATCH('/api/workspaces/{workspace}/brand-accounts/{brandAccount}', {
          params: { path },
          body: { custody },
        }),
      ),
    onSuccess: async () => {
      draft.clear();
      announce(texts.edit.done);
      onSaid({ text: texts.edit.done });
      await readCustodyAgain();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Section title={texts.edit.title}>
      <p className="prose-line mb-3 text-sm text-note">{texts.edit.help}</p>
      <form onSubmit={submit} className="max-w-xl space-y-5">
        <Owners {...{ one, custody, change }} />
        <WaysIn {...{ one, custody, change }} />
        <FormProblem error={save.error} />
        <div className="flex flex-wrap gap-2">
          <Button type="submit" look="primary" isBusy={save.isPending}>
            {texts.edit.submit}
          </Button>
          <Button look="quiet" onClick={() => change(one.custody)}>
            {texts.edit.discard}
          </Button>
        </div>
      </form>
    </Section>
  );
}

type PartProps = {
  readonly one: BrandAccount;
  readonly custody: Custody;
  readonly change: (part: Partial<Custody>) => void;
};

function Owners({ one, custody, change }: PartProps) {
  const names = namesIn(one);
  return (
    <>
      <PeopleField
        label={texts.owner}
        value={custody.owner === null ? [] : [custody.owner]}
        names={names}
        isSingle
        isKnown
        onChange={(people) => change({ owner: people[0] ?? null })}
      />
      <PeopleField
        label={texts.administrators}
        value={custody.administrators}
        names={names}
        onChange={(administrators) => change({ administrators })}
      />
      <PeopleField
        label={texts.delegates}
        value={custody.delegates}
        names={names}
        onChange={(delegates) => change({ delegates })}
      />
      <SelectField
        label={texts.portfolio}
        value={String(custody.isOwnedByPortfolio)}
        onChange={({ target: { value } }) =>
          change({ isOwnedByPortfolio: value === 'unknown' ? value : value === 'true' })
        }
      >
        <option value="unknown">{texts.unknown}</option>
        <option value="true">{texts.yes}</option>
        <option value="false">{texts.no}</option>
      </SelectField>
    </>
  );
}

const keptChoices = ['vault', 'shared-file', 'one-person', 'no-secret', 'unknown'] as const;
const factorChoices = ['hardware-key', 'passkey', 'app', 'text-message', 'none', 'unknown'] as const;
const mailChoices = ['company', 'private', 'none', 'unknown'] as const;

function WaysIn({ one, custody, change }: PartProps) {
  const names = namesIn(one);
  return (
    <>
      <Choice
        words={texts.kept}
        choices={keptChoices}
        value={custody.secretKept}
        onChange={(secretKept) => change({ secretKept })}
      />
      <PeopleField
        label={texts.people.password}
        value={custody.secretCustodians}
        names={names}
        onChange={(secretCustodians) => change({ secretCustodians })}
      />
      <Choice
        words={texts.factor}
        choices={factorChoices}
        value={custody.mfaMethod}
        onChange={(mfaMethod) => change({ mfaMethod })}
      />
      <PeopleField
        label={texts.people.factor}
        value={custody.mfaCustodians}
        names={names}
        onChange={(mfaCustodians) => change({ mfaCustodians })}
      />
      <Choice
        words={texts.mail}
        choices={mailChoices}
        value={custody.recoveryMail}
        onChange={(recoveryMail) => change({ recoveryMail })}
      />
      <PeopleField
        label={texts.people.mail}
        value={listOf(custody.recoveryMailHolder)}
        names={names}
        isSingle
        onChange={(people) => change({ recoveryMailHolder: oneOf(people) })}
      />
      <PeopleField
        label={texts.people.phone}
        value={listOf(custody.recoveryPhoneHolder)}
        names={names}
        isSingle
        onChange={(people) => change({ recoveryPhoneHolder: oneOf(people) })}
      />
      <TextField
        label={texts.edit.tested}
        type="date"
        value={dayOf(custody.recoveryTestedAt)}
        onChange={({ target: { value } }) =>
          change({ recoveryTestedAt: value === '' ? null : `${value}T12:00:00.000Z` })
        }
      />
    </>
  );
}

function listOf(holder: string | null): readonly string[] | 'unknown' {
  if (holder === 'unknown') return holder;
  return holder === null ? [] : [holder];
}

function oneOf(people: readonly string[] | 'unknown'): string | null {
  return people === 'unknown' ? people : (people[0] ?? null);
}

function dayOf(instant: string | null): string {
  return instant === null || instant === 'unknown' ? '' : instant.slice(0, 10);
}

type ChoiceProps<Value extends string> = {
  readonly words: Readonly<Record<Value | 'label', string>>;
  readonly choices: readonly Value[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
};

function Choice<Value extends string>({ words, choices, value, onChange }: ChoiceProps<Value>) {
  return (
    <SelectField
      label={words.label}
      value={value}
      onChange={(event) => {
        const chosen = choices.find((one) => one === event.target.value);
        if (chosen !== undefined) onChange(chosen);
      }}
    >
      {choices.map((one) => (
        <option key={one} value={one}>
          {words[one]}
        </option>
      ))}
    </SelectField>
  );
}
