import type { SessionMarks } from './session-marks.store.ts';
import type { SignInPolicy } from './sign-in-policy.store.ts';

/** Where single sign-on is enforced, only the provider's sessions enter; and those of the sealed account for emergencies. */
export function entersBy(
  { method, providerId }: Pick<SessionMarks, 'method' | 'providerId'>,
  { enforceSso, providerId: enforced }: Pick<SignInPolicy, 'enforceSso' | 'providerId'>,
): boolean {
  if (!enforceSso || method === 'break-glass') return true;
  return method === 'sso' && providerId === enforced;
}
