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
import { Remark } from '../../components/notice.tsx';
import { Section } from '../../components/page-header.tsx';
import { type Outcome, Said } from '../../components/said.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { CheckField } from './check-field.tsx';
import { en } from './en.ts';
import { type PolicyAnswer, type Provider, renewSignIn } from './sign-in-queries.ts';

const texts = textsOf({ en });
const words = texts.policy;

type Policy = PolicyAnswer['policy'];

const hourChoices: readonly number[] = [1, 8, 12, 24, 72, 168, 336, 720];

/** The policy in force, and the form that changes it. What asks for less says so before it is sent. */
export function PolicyForm({ answer, providers }: { answer: PolicyAnswer; providers: readonly Provider[] }) {
  const mayChange = useMay('sign-in-policy.change');
  const [values, setValues] = useState<Policy>(answer.policy);
  const [reason, setReason] = useState('');
  const [said, setSaid] = useState<Outcome | null>(null);
  const change = useChange({ ...values, reason }, (text) => {
    setReason('');
    setSaid({ text });
  });
  const isSame = isSamePolicy(values, answer.policy);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate();
  };
  return (
    <Section title={words.title}>
      <Said outcome={said} />
      <form onSubmit={submit} className="max-w-xl space-y-5">
        <Choices values={values} providers={providers} isDisabled={!mayChange} onChange={setValues} />
        {values.enforceSso && !answer.policy.enforceSso && (
          <Readiness answer={answer} provider={values.provider} />
        )}
        {!mayChange && <p className="text-note">{words.notAllowed}</p>}
        {mayChange && isSame && <p className="text-note">{words.unchanged}</p>}
        {mayChange && !isSame && (
          <>
            {asksForLess(answer.policy, values) && <Remark state="pending">{words.weaker}</Remark>}
            <TextField
              label={words.reason}
              help={words.reasonHelp}
              required
              maxLength={500}
              autoComplete="off"
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
            <FormProblem error={change.error} />
            <Button type="submit" look="primary" isBusy={change.isPending}>
              {words.save}
            </Button>
          </>
        )}
      </form>
    </Section>
  );
}

type ChoicesProps = {
  readonly values: Policy;
  readonly providers: readonly Provider[];
  readonly isDisabled: boolean;
  readonly onChange: (values: Policy) => void;
};

function Choices({ values, providers, isDisabled, onChange }: ChoicesProps) {
  const hours = [...new Set([...hourChoices, values.sessionHours])].sort((one, other) => one - other);
  const active = providers.filter(({ state }) => state === 'active');
  const first = active[0]?.id ?? null;
  const enforce = (enforceSso: boolean) =>
    onChange({ ...values, enforceSso, provider: enforceSso ? (values.provider ?? first) : null });
  return (
    <>
      <CheckField
        label={words.enforceSso}
        help={active.length === 0 ? texts.providers.none : words.enforceHelp}
        isChecked={values.enforceSso}
        isDisabled={isDisabled || (active.length === 0 && !values.enforceSso)}
        onChange={enforce}
      />
      {values.enforceSso && (
        <SelectField
          label={words.provider}
          required
          disabled={isDisabled}
          value={values.provider ?? ''}
          onChange={(event) => onChange({ ...values, provider: event.target.value })}
        >
          {active.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </SelectField>
      )}
      <CheckField
        label={words.requireSecondFactor}
        help={words.secondFactorHelp}
        isChecked={values.requireSecondFactor}
        isDisabled={isDisabled}
        onChange={(requireSecondFactor) => onChange({ ...values, requireSecondFactor })}
      />
      <SelectField
        label={words.sessionHours}
        disabled={isDisabled}
        value={values.sessionHours}
        onChange={(event) => onChange({ ...values, sessionHours: Number(event.target.value) })}
      >
        {hours.map((one) => (
          <option key={one} value={one}>
            {texts.hours(one)}
          </option>
        ))}
      </SelectField>
    </>
  );
}

/** What enforcing needs first, so that nobody locks themselves out. */
function Readiness({ answer, provider }: { answer: PolicyAnswer; provider: string | null }) {
  const { tried, sealedAccounts } = answer.readiness;
  const { ready } = words;
  const hasTried = provider !== null && tried.includes(provider);
  return (
    <div className="rounded-md border border-line bg-raised px-4 py-3">
      <p className="mb-2 font-medium">{ready.title}</p>
      <ul className="space-y-1.5">
        <li>
          <StateMark state={hasTried ? 'pass' : 'pending'} label={ready.tried} />
          {!hasTried && <p className="ml-5 text-sm text-note">{ready.tryHint}</p>}
        </li>
        <li>
          <StateMark state={sealedAccounts > 0 ? 'pass' : 'pending'} label={ready.sealed} />
          {sealedAccounts === 0 && <p className="ml-5 text-sm text-note">{ready.sealHint}</p>}
        </li>
      </ul>
    </div>
  );
}

function useChange(body: Policy & { readonly reason: string }, onDone: (said: string) => void) {
  const path = useWorkspacePath();
  return useMutation({
    mutationFn: () => read(api.PUT('/api/workspaces/{workspace}/sign-in-policy', { params: { path }, body })),
    onSuccess: async ({ state }) => {
      const said = state === 'waiting' ? words.waits : words.applied;
      announce(said);
      onDone(said);
      await renewSignIn();
    },
  });
}

function isSamePolicy(one: Policy, other: Policy): boolean {
  return JSON.stringify(inOrder(one)) === JSON.stringify(inOrder(other));
}

function inOrder({ enforceSso, provider, requireSecondFactor, sessionHours }: Policy) {
  return [enforceSso, enforceSso ? provider : null, requireSecondFactor, sessionHours];
}

function asksForLess(before: Policy, after: Policy): boolean {
  const endsSso = before.enforceSso && (!after.enforceSso || after.provider !== before.provider);
  return (
    endsSso ||
    (before.requireSecondFactor && !after.requireSecondFactor) ||
    after.sessionHours > before.sessionHours
  );
}
