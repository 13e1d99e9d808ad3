import { isRefusedAs } from '@daybook/client';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { announce } from '../../app/announcer.tsx';
import { makePasskey } from '../../app/passkeys.ts';
import { Button } from '../../components/button.tsx';
import { TextField } from '../../components/field.tsx';
import { FormProblem } from '../../components/form-problem.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { passkeyTexts as en } from './passkey-texts.ts';

const texts = textsOf({ en });
const words = texts.add;

/** Adds a passkey of this device; asks for the password only where the server does. */
export function AddPasskey({ onDone }: { onDone: (said: string) => void }) {
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [isAsked, setIsAsked] = useState(false);
  const add = useMutation({
    mutationFn: () => makePasskey({ name: name.trim(), password }),
    onSuccess: () => {
      const said = words.done(name.trim());
      announce(said);
      setName('');
      setPassword('');
      setIsAsked(false);
      onDone(said);
    },
    onError: (error) => setIsAsked(isAsked || isRefusedAs(error, 'proof-needed')),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate();
  };
  return (
    <form onSubmit={submit} className="mt-4 max-w-md space-y-4">
      <TextField
        label={words.name}
        help={words.nameHelp}
        required
        maxLength={120}
        autoComplete="off"
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      {isAsked && (
        <TextField
          label={words.password}
          help={words.passwordHelp}
          type="password"
          required
          // It appears because the form was sent, and is what to do next.
          autoFocus
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
      )}
      <FormProblem error={isRefusedAs(add.error, 'proof-needed') ? null : add.error} />
      <Button type="submit" isBusy={add.isPending}>
        {words.submit}
      </Button>
    </form>
  );
}
