import { PasskeySignIn } from '../../components/passkey-sign-in.tsx';
import { SingleSignOn } from '../../components/single-sign-on.tsx';

type OtherWaysProps = {
  readonly email: string;
  readonly next: string;
  readonly onIn: () => Promise<void>;
};

/** Ways in beside the password. */
export function OtherWays({ email, next, onIn }: OtherWaysProps) {
  return (
    <div className="mt-6 space-y-4 border-t border-line pt-6">
      <PasskeySignIn onSignedIn={onIn} />
      <SingleSignOn email={email} next={next} />
    </div>
  );
}
