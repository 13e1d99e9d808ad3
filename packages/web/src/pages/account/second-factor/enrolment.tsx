import { read } from '@daybook/client';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api, queryClient } from '../../../app/api.ts';
import { useSession } from '../../../app/session.ts';
import { Button } from '../../../components/button.tsx';
import { TextField } from '../../../components/field.tsx';
import { FormProblem } from '../../../components/form-problem.tsx';
import { textsOf } from '../../../messages/catalogue.ts';
import { ConfirmEnrolment } from './confirm-enrolment.tsx';
import { en } from './en.ts';
import { RecoveryCodes } from './recovery-codes.tsx';

const texts = textsOf({ en }).enrol;

/** Password, picture and code, recovery codes; nothing counts before the code was right. */
export function Enrolment({ onDone }: { onDone: () => void }) {
  const { data } = useSession();
  const [password, setPassword] = useState('');
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const begin = useMutation({
    mutationFn: () => read(api.POST('/api/account/totp', { body: { password } })),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    begin.mutate();
  };
  const finish = async () => {
    await queryClient.invalidateQueries({ queryKey: ['session'] });
    onDone();
  };
  if (codes !== null) return <RecoveryCodes codes={codes} onKept={() => void finish()} />;
  if (begin.data !== undefined) return <ConfirmEnrolment enrolment={begin.data} onEnrolled={setCodes} />;
  return (
    <form onSubmit={submit} className="max-w-xs space-y-4">
      {data?.methods.includes('password') === true && (
        <TextField
          label={texts.password}
          help={texts.passwordHelp}
          type="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
      )}
      <FormProblem error={begin.error} />
      <Button type="submit" look="primary" isBusy={begin.isPending}>
        {texts.begin}
      </Button>
    </form>
  );
}
