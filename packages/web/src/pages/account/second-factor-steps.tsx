import { read } from '@daybook/client';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { announce } from '../../app/announcer.tsx';
import { api, queryClient } from '../../app/api.ts';
import { useSession } from '../../app/session.ts';
import { Confirm } from '../../components/confirm.tsx';
import { TextField } from '../../components/field.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';

const texts = textsOf({ en }).factor;

type StepProps = { readonly onClose: () => void };

async function refresh(): Promise<void> {
  for (const key of ['session', 'account', 'own-sessions'])
    await queryClient.invalidateQueries({ queryKey: [key] });
}

export function RenewCodes({
  onClose,
  onRenewed,
}: StepProps & { readonly onRenewed: (codes: readonly string[]) => void }) {
  const [password, setPassword] = useState('');
  const renew = useMutation({
    mutationFn: () => read(api.POST('/api/account/recovery-codes', { body: { password } })),
    onSuccess: ({ recoveryCodes }) => {
      onClose();
      onRenewed(recoveryCodes);
      void refresh();
    },
  });
  return (
    <Confirm
      isOpen
      onClose={onClose}
      title={texts.renewTitle}
      action={texts.renew}
      look="primary"
      isBusy={renew.isPending}
      error={renew.error}
      onConfirm={() => renew.mutate()}
    >
      <p>{texts.renewText}</p>
      <OwnPassword value={password} onChange={setPassword} />
    </Confirm>
  );
}

export function RemoveFactor({ onClose }: StepProps) {
  const [password, setPassword] = useState('');
  const remove = useMutation({
    mutationFn: () => read(api.DELETE('/api/account/totp', { body: { password } })),
    onSuccess: () => {
      onClose();
      announce(texts.removed);
      void refresh();
    },
  });
  return (
    <Confirm
      isOpen
      onClose={onClose}
      title={texts.removeTitle}
      action={texts.remove}
      isBusy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate()}
    >
      <p>{texts.removeText}</p>
      <OwnPassword value={password} onChange={setPassword} />
    </Confirm>
  );
}

function OwnPassword({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { data } = useSession();
  if (data?.methods.includes('password') !== true) return null;
  return (
    <TextField
      label={texts.password}
      type="password"
      autoComplete="current-password"
      required
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
