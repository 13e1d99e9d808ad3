import { PasskeySignIn } from '../../components/passkey-sign-in.tsx';

/** Ways in beside the password. */
export function OtherWays({ onIn }: { readonly onIn: () => Promise<void> }) {
  return (
    <div className="mt-6 space-y-4 border-t border-line pt-6">
      <PasskeySignIn onSignedIn={onIn} />
    </div>
  );
}
