import { read } from '@daybook/client';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api } from '../../../app/api.ts';
import { Button } from '../../../components/button.tsx';
import { CodeField } from '../../../components/code-field.tsx';
import { CommandBlock } from '../../../components/command-block.tsx';
import { FormProblem } from '../../../components/form-problem.tsx';
import { QrCode } from '../../../components/qr-code.tsx';
import { textsOf } from '../../../messages/catalogue.ts';
import { en } from './en.ts';

const texts = textsOf({ en }).enrol;
const groupLetters = 4;

type ConfirmEnrolmentProps = {
  readonly enrolment: { readonly uri: string; readonly secret: string };
  readonly onEnrolled: (recoveryCodes: readonly string[]) => void;
};

export function ConfirmEnrolment({ enrolment, onEnrolled }: ConfirmEnrolmentProps) {
  const [code, setCode] = useState('');
  const confirm = useMutation({
    mutationFn: () => read(api.POST('/api/account/totp/confirm', { body: { code } })),
    onSuccess: ({ recoveryCodes }) => onEnrolled(recoveryCodes),
    onError: () => setCode(''),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    confirm.mutate();
  };
  return (
    <div className="space-y-6">
      <section className="space-y-3">
        <h2 className="text-lg">{texts.scan}</h2>
        <p className="text-sm text-note">{texts.scanHelp}</p>
        <div className="size-52 max-w-full rounded-md border border-line p-2">
          <QrCode text={enrolment.uri} label={texts.picture} />
        </div>
        <p className="text-sm text-note">{texts.type}</p>
        <div className="max-w-md">
          <CommandBlock text={grouped(enrolment.secret)} name={texts.secret} />
        </div>
      </section>
      <section className="space-y-3">
        <h2 className="text-lg">{texts.confirm}</h2>
        <form onSubmit={submit} className="max-w-xs space-y-4">
          <CodeField
            label={texts.code}
            help={texts.codeHelp}
            value={code}
            onChange={(event) => setCode(event.target.value)}
          />
          <FormProblem error={confirm.error} />
          <Button type="submit" look="primary" isBusy={confirm.isPending}>
            {texts.submit}
          </Button>
        </form>
      </section>
    </div>
  );
}

/** In groups, so that an eye finds its place again. */
function grouped(secret: string): string {
  return secret.match(new RegExp(`.{1,${groupLetters}}`, 'g'))?.join(' ') ?? secret;
}
