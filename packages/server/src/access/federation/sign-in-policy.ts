import type { SignInPolicy } from '../sign-in/sign-in-policy.store.ts';

/** In which ways a policy would ask for less than before. Another provider is less: whoever runs it could come in. */
export function weakenings(before: SignInPolicy, after: SignInPolicy): readonly string[] {
  const endsSso = before.enforceSso && !after.enforceSso;
  const movesSso = before.enforceSso && after.enforceSso && before.providerId !== after.providerId;
  return [
    ...(endsSso ? ['enforce-sso'] : []),
    ...(movesSso ? ['provider'] : []),
    ...(before.requireSecondFactor && !after.requireSecondFactor ? ['second-factor'] : []),
    ...(after.sessionHours > before.sessionHours ? ['session-hours'] : []),
  ];
}

export function isSamePolicy(one: SignInPolicy, other: SignInPolicy): boolean {
  return (
    one.enforceSso === other.enforceSso &&
    one.providerId === other.providerId &&
    one.requireSecondFactor === other.requireSecondFactor &&
    one.sessionHours === other.sessionHours
  );
}
