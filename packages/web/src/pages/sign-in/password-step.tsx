import { read } from '@daybook/client';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api } from '../../app/api.ts';
import { Button } from '../../components/button.tsx';
import { TextField } from '../../components/field.tsx';
import { FormProblem } from '../../components/form-problem.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';

const texts = textsOf({ en });

type PasswordStepProps = {
  readonly email: string;
  readonly onEmail: (email: string) => void;
  readonly onIn: () => Promise<void>;
  readonly onSecondStep: () => void;
};

export function PasswordStep({ email, onEmail, onIn, onSecondStep }: PasswordStepProps) {
  const [password, setPassword] = useState('');
  const signIn = useMutation({
    mutationFn: async () => {
      const { state } = await read(api.POST('/api/sign-in', { body: { email, password } }));
      if (state === 'second-step') onSecondStep();
      else await onIn();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate();
  };
  return (
    <form onSubmit={submit} className="space-y-4">
      <TextField
        label={texts.email}
        type="email"
        autoComplete="username"
        required
        value={email}
        onChange={(event) => onEmail(event.target.value)}
      />
      <TextField
        label={texts.password}
        type="password"
        autoComplete="current-password"
        required
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
      <FormProblem error={signIn.error} />
      <Button type="submit" look="primary" isBusy={signIn.isPending} className="w-full">
        {texts.submit}
      </Button>
    </form>
  );
}
