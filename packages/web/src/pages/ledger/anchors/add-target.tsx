import { type AnchorTarget, read } from '@daybook/client';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { actions } from '../../../app/actions.ts';
import { announce } from '../../../app/announcer.tsx';
import { api, queryClient } from '../../../app/api.ts';
import { useWorkspacePath } from '../../../app/queries.ts';
import { useMay } from '../../../app/session.ts';
import { Button } from '../../../components/button.tsx';
import { SelectField, TextAreaField, TextField } from '../../../components/field.tsx';
import { FormProblem } from '../../../components/form-problem.tsx';
import { Section } from '../../../components/page-header.tsx';
import { useDraft } from '../../../components/use-draft.ts';
import { textsOf } from '../../../messages/catalogue.ts';
import { en } from './en.ts';

const texts = textsOf({ en }).add;

const kinds: readonly AnchorTarget['kind'][] = ['mail', 'timestamp', 'witness'];
const nothing = { kind: 'mail', name: '', address: '', verifierKey: '', rootCertificates: '' };

/** Adds a place outside. What was typed survives a reload. */
export function AddTarget() {
  const mayAdd = useMay(actions.addTarget);
  const [forms, setForms] = useState(0);
  if (!mayAdd) return null;
  return (
    <Section title={texts.title}>
      <TargetForm key={forms} onAdded={() => setForms(forms + 1)} />
    </Section>
  );
}

function TargetForm({ onAdded }: { onAdded: () => void }) {
  const path = useWorkspacePath();
  const { values, set, clear } = useDraft('anchor-target', nothing);
  const kind = kinds.find((one) => one === values.kind) ?? 'mail';
  const add = useMutation({
    mutationFn: () =>
      read(
        api.POST('/api/workspaces/{workspace}/ledger/anchor-targets', {
          params: { path },
          body: bodyOf(kind, values),
        }),
      ),
    onSuccess: async () => {
      announce(texts.done(values.name));
      clear();
      await queryClient.invalidateQueries({ queryKey: ['anchors'] });
      onAdded();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate();
  };
  return (
    <form onSubmit={submit} className="max-w-md space-y-4">
      <SelectField
        label={texts.kind}
        help={texts.gives[kind]}
        value={kind}
        onChange={(event) => set('kind', event.target.value)}
      >
        {kinds.map((one) => (
          <option key={one} value={one}>
            {texts.kinds[one]}
          </option>
        ))}
      </SelectField>
      <TextField
        label={texts.name}
        help={texts.nameHelp}
        required
        maxLength={80}
        autoComplete="off"
        value={values.name}
        onChange={(event) => set('name', event.target.value)}
      />
      <TextField
        label={kind === 'mail' ? texts.mailAddress : texts.url}
        help={kind === 'mail' ? undefined : texts.urlHelp}
        type={kind === 'mail' ? 'email' : 'url'}
        required
        autoComplete="off"
        value={values.address}
        onChange={(event) => set('address', event.target.value)}
      />
      <KindFields {...{ kind, values, set }} />
      <FormProblem error={add.error} />
      <Button type="submit" look="primary" isBusy={add.isPending}>
        {texts.submit}
      </Button>
    </form>
  );
}

type KindFieldsProps = {
  readonly kind: AnchorTarget['kind'];
  readonly values: typeof nothing;
  readonly set: (field: keyof typeof nothing, value: string) => void;
};

/** What only one kind of place needs. */
function KindFields({ kind, values, set }: KindFieldsProps) {
  return (
    <>
      {kind === 'witness' && (
        <TextField
          label={texts.key}
          help={texts.keyHelp}
          required
          autoComplete="off"
          spellCheck={false}
          value={values.verifierKey}
          onChange={(event) => set('verifierKey', event.target.value)}
        />
      )}
      {kind === 'timestamp' && (
        <TextAreaField
          label={texts.certificates}
          help={texts.certificatesHelp}
          spellCheck={false}
          value={values.rootCertificates}
          onChange={(event) => set('rootCertificates', event.target.value)}
        />
      )}
    </>
  );
}

function bodyOf(kind: AnchorTarget['kind'], values: typeof nothing) {
  const { name, address, verifierKey, rootCertificates } = values;
  return {
    kind,
    name: name.trim(),
    address: address.trim(),
    ...(kind === 'witness' && { verifierKey: verifierKey.trim() }),
    ...(kind === 'timestamp' && rootCertificates.trim() !== '' && { rootCertificates }),
  };
}
