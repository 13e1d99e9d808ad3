import { useMutation } from '@tanstack/react-query';
import { Fingerprint } from 'lucide-react';
import { localAddress, passkeySupport, signInWithPasskey } from '../app/passkeys.ts';
import { textsOf } from '../messages/catalogue.ts';
import { TextLink } from './anchor.tsx';
import { Button } from './button.tsx';
import { FormProblem } from './form-problem.tsx';

const en = {
  action: 'Sign in with a passkey',
  ipAddress: 'Passkeys need a host name, and this address is an IP address.',
  local: 'Open it as localhost',
};
const texts = textsOf({ en });

/** The way in without a password; says so where the address is none that passkeys can be bound to. */
export function PasskeySignIn({ onSignedIn }: { onSignedIn: () => Promise<void> }) {
  const support = passkeySupport();
  const signIn = useMutation({
    mutationFn: async () => {
      await signInWithPasskey();
      await onSignedIn();
    },
  });
  if (support === 'no') return null;
  if (support === 'ip-address') return <NoHostName />;
  return (
    <div className="space-y-3">
      <Button onClick={() => signIn.mutate()} isBusy={signIn.isPending} className="w-full">
        <Fingerprint size={16} aria-hidden="true" />
        {texts.action}
      </Button>
      <FormProblem error={signIn.error} />
    </div>
  );
}

function NoHostName() {
  const local = localAddress();
  return (
    <p className="text-sm text-note">
      {texts.ipAddress} {local !== null && <TextLink href={local}>{texts.local}</TextLink>}
    </p>
  );
}
