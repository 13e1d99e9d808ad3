import { read } from '@daybook/client';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { announce } from '../../app/announcer.tsx';
import { api, queryClient } from '../../app/api.ts';
import { useSession } from '../../app/session.ts';
import { Button } from '../../components/button.tsx';
import { TextField } from '../../components/field.tsx';
import { FormProblem } from '../../components/form-problem.tsx';
import { Remark } from '../../components/notice.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';

const texts = textsOf({ en }).password;
const nothing = { current: '', next: '' };

export function PasswordForm() {
  const { data } = useSession();
  const [values, setValues] = useState(nothing);
  const change = useMutation({
    mutationFn: () => read(api.POST('/api/account/password', { body: values })),
    onSuccess: async () => {
      setValues(nothing);
      announce(texts.done);
      await queryClient.invalidateQueries({ queryKey: ['own-sessions'] });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate();
  };
  return (
    <form onSubmit={submit} className="max-w-md space-y-4">
      <input type="hidden" autoComplete="username" value={data?.user?.email ?? ''} readOnly />
      <TextField
        label={texts.current}
        type="password"
        autoComplete="current-password"
        required
        value={values.current}
        onChange={(event) => setValues({ ...values, current: event.target.value })}
      />
      <TextField
        label={texts.next}
        help={texts.nextHelp}
        type="password"
        autoComplete="new-password"
        required
        minLength={12}
        value={values.next}
        onChange={(event) => setValues({ ...values, next: event.target.value })}
      />
      <FormProblem error={change.error} />
      {change.isSuccess && <Remark state="pass">{texts.done}</Remark>}
      <Button type="submit" isBusy={change.isPending}>
        {texts.submit}
      </Button>
    </form>
  );
}
