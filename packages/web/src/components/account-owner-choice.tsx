import { type OwnedAccount, read } from '@daybook/client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { announce } from '../app/announcer.tsx';
import { api, queryClient } from '../app/api.ts';
import { useKeys } from '../app/keys.ts';
import { useWorkspacePath } from '../app/queries.ts';
import { useMay } from '../app/session.ts';
import { ownerTexts as texts } from './account-owner-texts.ts';
import { Button } from './button.tsx';
import { SelectField, TextField } from './field.tsx';
import { FormProblem } from './form-problem.tsx';
import { MaskedText } from './masked-text.tsx';
import { PersonFinder } from './person-finder.tsx';
import { StateMark } from './state-mark.tsx';

/** Where an answer points; `candidate` names one of those who fit. */
type Choice =
  | { readonly to: 'candidate'; readonly subject: string }
  | { readonly to: 'other' }
  | { readonly to: 'agency' }
  | { readonly to: 'bot' }
  | { readonly to: 'unknown' };

type AccountOwnerChoiceProps = {
  readonly account: OwnedAccount;
  /** After the answer was written down. */
  readonly onDecided: () => void;
  /** Goes on without an answer; left out where there is no next one. */
  readonly onSkip?: (() => void) | undefined;
};

/** Whose account is this? Those who fit first, each with a number key; what is said here stands above every rule. */
export function AccountOwnerChoice({ account, onDecided, onSkip }: AccountOwnerChoiceProps) {
  const choices = choicesOf(account);
  const [choice, setChoice] = useState<Choice | null>(null);
  const form = useOwnerForm(account, choice, onDecided);
  const pick = (index: number) => {
    const picked = choices[index];
    if (picked !== undefined) setChoice(picked);
  };
  useKeys({
    ...Object.fromEntries(choices.slice(0, 9).map((_, index) => [String(index + 1), () => pick(index)])),
    ...(onSkip !== undefined && { n: () => onSkip() }),
  });
  return (
    <form onSubmit={form.submit} className="max-w-2xl space-y-4">
      <AccountFacts account={account} />
      <fieldset>
        <legend className="mb-1 text-sm text-note">{texts.who}</legend>
        {choices.map((one, index) => (
          <ChoiceRow
            key={nameOf(one)}
            index={index}
            isChosen={choice !== null && nameOf(choice) === nameOf(one)}
            onChoose={() => setChoice(one)}
          >
            <ChoiceWords choice={one} account={account} />
          </ChoiceRow>
        ))}
      </fieldset>
      {choice?.to === 'other' && (
        <PersonFinder
          search={form.search}
          onSearch={form.setSearch}
          chosen={form.person}
          onChoose={form.setPerson}
        />
      )}
      {choice?.to === 'agency' && <AgencyChoice chosen={form.agency} onChoose={form.setAgency} />}
      {choice !== null && (choice.to === 'bot' || choice.to === 'unknown' || choice.to === 'agency') && (
        <CustodianFinder chosen={form.custodian} onChoose={form.setCustodian} />
      )}
      <TextField
        label={texts.reason}
        help={texts.reasonHelp}
        required
        maxLength={500}
        autoComplete="off"
        value={form.reason}
        onChange={(event) => form.setReason(event.target.value)}
      />
      <FormProblem error={form.error} />
      <div className="flex flex-wrap items-center gap-2">
        <Button type="submit" look="primary" isBusy={form.isBusy} disabled={form.body === null}>
          {texts.decide}
        </Button>
        {onSkip !== undefined && (
          <Button look="quiet" onClick={onSkip}>
            {texts.skip}
          </Button>
        )}
        <span className="text-sm text-note max-md:hidden">{texts.keys}</span>
      </div>
    </form>
  );
}

function useOwnerForm(account: OwnedAccount, choice: Choice | null, onDecided: () => void) {
  const path = useWorkspacePath();
  const [search, setSearch] = useState('');
  const [person, setPerson] = useState('');
  const [agency, setAgency] = useState('');
  const [custodian, setCustodian] = useState('');
  const [reason, setReason] = useState('');
  const body = bodyOf(account, choice, {
    ...{ person, agency, reason: reason.trim() },
    custodian: custodian === '' ? null : custodian,
  });
  const decide = useMutation({
    mutationFn: (said: NonNullable<typeof body>) =>
      read(api.POST('/api/workspaces/{workspace}/account-links/decide', { params: { path }, body: said })),
    onSuccess: async () => {
      announce(texts.done);
      await Promise.all(
        ['account-links', 'access-list', 'systems', 'agencies'].map((name) =>
          queryClient.invalidateQueries({ queryKey: [name] }),
        ),
      );
      onDecided();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (body !== null) decide.mutate(body);
  };
  return {
    ...{ search, setSearch, person, setPerson, agency, setAgency, custodian, setCustodian },
    ...{ reason, setReason, body, submit, error: decide.error, isBusy: decide.isPending },
  };
}

type Typed = {
  readonly person: string;
  readonly agency: string;
  readonly custodian: string | null;
  readonly reason: string;
};

/** Null while something is missing. */
function bodyOf({ system, holder }: OwnedAccount, choice: Choice | null, typed: Typed) {
  const { custodian, reason } = typed;
  if (choice === null || reason === '') return null;
  const account = { system, holder: holder.subject, reason };
  if (choice.to === 'agency') {
    const { agency } = typed;
    return agency === ''
      ? null
      : { ...account, belongsTo: 'agency' as const, person: null, agency, custodian };
  }
  if (choice.to === 'bot' || choice.to === 'unknown') {
    return { ...account, belongsTo: choice.to, person: null, agency: null, custodian };
  }
  const person = choice.to === 'candidate' ? choice.subject : typed.person;
  return person === ''
    ? null
    : { ...account, belongsTo: 'person' as const, person, agency: null, custodian: null };
}

function choicesOf({ candidates, person }: OwnedAccount): readonly Choice[] {
  const fitting = person === null ? candidates : [person, ...candidates];
  return [
    ...fitting.map(({ subject }) => ({ to: 'candidate', subject }) as const),
    { to: 'other' },
    { to: 'agency' },
    { to: 'bot' },
    { to: 'unknown' },
  ];
}

function nameOf(choice: Choice): string {
  return choice.to === 'candidate' ? choice.subject : choice.to;
}

/** What is known of the account and why the rules say what they say. */
function AccountFacts({ account }: { account: OwnedAccount }) {
  const { holder, system, belongsTo, reason, confidence, person, agency } = account;
  const isKnown = belongsTo !== 'unknown';
  return (
    <div className="space-y-1">
      <p className="text-lg font-semibold [overflow-wrap:anywhere]">
        <MaskedText text={holder.name} field="login" />{' '}
        <span className="font-normal text-note">{texts.on(system)}</span>
      </p>
      <StateMark
        state={isKnown ? 'complete' : 'unknown'}
        label={`${agency?.name ?? texts.belongs[belongsTo]}${isKnown ? `, ${texts.confidence[confidence]}` : ''}`}
      />
      {person !== null && (
        <p>
          <MaskedText text={person.name} />
        </p>
      )}
      <p className="prose-line text-soft">{texts.reasons[reason]}</p>
    </div>
  );
}

type ChoiceRowProps = {
  readonly index: number;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
  readonly children: React.ReactNode;
};

function ChoiceRow({ index, isChosen, onChoose, children }: ChoiceRowProps) {
  return (
    <label className="touch flex cursor-pointer items-center gap-3 border-b border-line py-2 hover:bg-sunken">
      <input
        type="radio"
        name="owner"
        className="size-4 accent-(--accent)"
        checked={isChosen}
        onChange={onChoose}
      />
      <span className="min-w-0 grow">{children}</span>
      <kbd className="font-mono text-xs text-note max-md:hidden">{index + 1}</kbd>
    </label>
  );
}

function ChoiceWords({ choice, account }: { choice: Choice; account: OwnedAccount }) {
  if (choice.to !== 'candidate') {
    return choice.to === 'other' ? texts.other : texts.belongs[choice.to];
  }
  const found = [account.person, ...account.candidates].find((one) => one?.subject === choice.subject);
  return (
    <>
      <span className="font-medium">
        <MaskedText text={found?.name ?? choice.subject} isPlain />
      </span>{' '}
      <span className="text-sm text-note">{texts.suggested}</span>
    </>
  );
}

function AgencyChoice({ chosen, onChoose }: { chosen: string; onChoose: (agency: string) => void }) {
  const path = useWorkspacePath();
  const mayList = useMay('agency.list');
  const agencies = useQuery({
    queryKey: ['agencies', path.workspace, 'choice'],
    queryFn: ({ signal }) =>
      read(
        api.GET('/api/workspaces/{workspace}/agencies', { params: { path, query: { limit: 200 } }, signal }),
      ),
    enabled: mayList,
  });
  const items = agencies.data?.items ?? [];
  if (agencies.isSuccess && items.length === 0) return <p className="text-note">{texts.noAgencies}</p>;
  return (
    <SelectField label={texts.agency} value={chosen} onChange={(event) => onChoose(event.target.value)}>
      <option value="">…</option>
      {items.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </SelectField>
  );
}

type CustodianFinderProps = {
  readonly chosen: string;
  readonly onChoose: (custodian: string) => void;
};

/** Somebody else than who says it: nobody takes an account upon themselves alone. */
function CustodianFinder({ chosen, onChoose }: CustodianFinderProps) {
  const [search, setSearch] = useState('');
  const searchAgain = (typed: string) => {
    setSearch(typed);
    onChoose('');
  };
  return (
    <fieldset>
      <legend className="mb-1 text-sm text-note">{texts.custodian}</legend>
      <p className="prose-line mb-2 text-sm text-note">{texts.custodianHelp}</p>
      <PersonFinder search={search} onSearch={searchAgain} chosen={chosen} onChoose={onChoose} />
    </fieldset>
  );
}
