import { read } from '@daybook/client';
import { useMutation } from '@tanstack/react-query';
import { Trash2 } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { announce } from '../../app/announcer.tsx';
import { api } from '../../app/api.ts';
import { Button } from '../../components/button.tsx';
import { TextField } from '../../components/field.tsx';
import { FormProblem } from '../../components/form-problem.tsx';
import { Layer } from '../../components/layer.tsx';
import { useStep } from '../../components/use-step.ts';
import { textsOf } from '../../messages/catalogue.ts';
import { passkeyTexts as en } from './passkey-texts.ts';
import type { Passkey } from './passkeys.tsx';

const texts = textsOf({ en });
const words = texts.remove;

type RemoveProps = { readonly passkey: Passkey; readonly onDone: (said: string) => void };

/** Removes a passkey; asks for the password unless a second factor was shown lately. */
export function RemovePasskey({ passkey, onDone }: RemoveProps) {
  const name = passkey.name ?? passkey.maker ?? texts.unnamed;
  const { open, start, cancel, finish } = useStep<'remove'>();
  const [password, setPassword] = useState('');
  const remove = useMutation({
    mutationFn: () => {
      const body = password === '' ? {} : { password };
      const path = { passkey: passkey.id };
      return read(api.DELETE('/api/account/passkeys/{passkey}', { params: { path }, body }));
    },
    onSuccess: () => {
      finish();
      announce(words.done(name));
      onDone(words.done(name));
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    remove.mutate();
  };
  return (
    <>
      <Button look="quiet" onClick={start('remove')}>
        <Trash2 size={16} aria-hidden="true" />
        <span className="max-md:sr-only">
          {words.open} <span className="sr-only">{name}</span>
        </span>
      </Button>
      <Layer isOpen={open === 'remove'} onClose={cancel} title={words.title(name)}>
        <form onSubmit={submit} className="space-y-4 p-4">
          <p className="prose-line text-soft">{words.text}</p>
          <TextField
            label={words.password}
            help={words.passwordHelp}
            type="password"
            autoComplete="current-password"
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
          <FormProblem error={remove.error} />
          <div className="flex flex-wrap gap-2">
            <Button type="submit" look="danger" isBusy={remove.isPending}>
              {words.action}
            </Button>
            <Button look="quiet" onClick={cancel}>
              {words.keep}
            </Button>
          </div>
        </form>
      </Layer>
    </>
  );
}
