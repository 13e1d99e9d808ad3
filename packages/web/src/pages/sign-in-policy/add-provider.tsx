import { read } from '@daybook/client';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { announce } from '../../app/announcer.tsx';
import { api } from '../../app/api.ts';
import { useWorkspacePath } from '../../app/queries.ts';
import { Button } from '../../components/button.tsx';
import { SelectField, TextAreaField, TextField } from '../../components/field.tsx';
import { FormProblem } from '../../components/form-problem.tsx';
import { Section } from '../../components/page-header.tsx';
import type { Outcome } from '../../components/said.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { CheckField } from './check-field.tsx';
import { en } from './en.ts';
import { renewSignIn } from './sign-in-queries.ts';

const texts = textsOf({ en });
const words = texts.add;

type Kind = 'oidc' | 'saml';
type Values = {
  readonly kind: Kind;
  readonly name: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly metadata: string;
  readonly domains: string;
  readonly assertsSecondFactor: boolean;
  readonly addsMembers: boolean;
};

const nothing: Values = {
  kind: 'oidc',
  name: '',
  issuer: '',
  clientId: '',
  clientSecret: '',
  metadata: '',
  domains: '',
  assertsSecondFactor: false,
  addsMembers: true,
};

/** Adds a provider of either kind; it is read before it is kept, so a wrong address is said at once. */
export function AddProvider({ onSaid }: { onSaid: (said: Outcome) => void }) {
  const [values, setValues] = useState(nothing);
  const change = (part: Partial<Values>) => setValues({ ...values, ...part });
  const add = useAdd(values, (text) => {
    announce(text);
    setValues(nothing);
    onSaid({ text });
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate();
  };
  const line = (name: 'name' | 'issuer' | 'clientId' | 'clientSecret' | 'domains', help?: string) => (
    <TextField
      label={words[name]}
      help={help}
      required
      type={name === 'clientSecret' ? 'password' : name === 'issuer' ? 'url' : 'text'}
      autoComplete="off"
      value={values[name]}
      onChange={(event) => change({ [name]: event.target.value })}
    />
  );
  return (
    <Section title={words.title}>
      <form onSubmit={submit} className="max-w-xl space-y-4">
        <KindChoice kind={values.kind} onChoose={(kind) => change({ kind })} />
        {line('name', words.nameHelp)}
        {values.kind === 'oidc' ? (
          <>
            {line('issuer', words.issuerHelp)}
            {line('clientId')}
            {line('clientSecret', words.secretHelp)}
          </>
        ) : (
          <TextAreaField
            label={words.metadata}
            help={words.metadataHelp}
            required
            rows={8}
            value={values.metadata}
            onChange={(event) => change({ metadata: event.target.value })}
          />
        )}
        {line('domains', words.domainsHelp)}
        <CheckField
          label={words.assertsSecondFactor}
          help={words.assertsHelp}
          isChecked={values.assertsSecondFactor}
          onChange={(assertsSecondFactor) => change({ assertsSecondFactor })}
        />
        <CheckField
          label={words.addsMembers}
          help={words.addsHelp}
          isChecked={values.addsMembers}
          onChange={(addsMembers) => change({ addsMembers })}
        />
        <FormProblem error={add.error} />
        <Button type="submit" look="primary" isBusy={add.isPending}>
          {words.submit}
        </Button>
      </form>
    </Section>
  );
}

function KindChoice({ kind, onChoose }: { kind: Kind; onChoose: (kind: Kind) => void }) {
  return (
    <SelectField
      label={words.kind}
      help={kind === 'oidc' ? words.oidcHelp : words.samlHelp}
      value={kind}
      onChange={(event) => onChoose(event.target.value === 'saml' ? 'saml' : 'oidc')}
    >
      <option value="oidc">{texts.providers.oidc}</option>
      <option value="saml">{texts.providers.saml}</option>
    </SelectField>
  );
}

function useAdd(values: Values, onAdded: (said: string) => void) {
  const path = useWorkspacePath();
  return useMutation({
    mutationFn: () =>
      read(
        api.POST('/api/workspaces/{workspace}/identity-providers', {
          params: { path },
          body: bodyOf(values),
        }),
      ),
    onSuccess: async ({ state, name }) => {
      await renewSignIn();
      onAdded(state === 'waiting' ? words.waits(name) : words.added(name));
    },
  });
}

function bodyOf({
  kind,
  name,
  issuer,
  clientId,
  clientSecret,
  metadata,
  assertsSecondFactor,
  addsMembers,
  domains: typed,
}: Values) {
  const domains = typed.split(/[\s,;]+/).filter((domain) => domain !== '');
  const common = { name, domains, assertsSecondFactor, addsMembers };
  if (kind === 'saml') return { ...common, kind, metadata };
  return { ...common, kind, issuer, clientId, clientSecret };
}
