import type { Session } from '@daybook/client';

const storedLater = 'daybook.second-factor.later';
const address = '/account/second-factor';

/** Where to go first: to the enrolment, for whoever decides somewhere and has no second factor; once on a device. */
export function invitationFor(session: Session, target: string): string | null {
  const decides = session.workspaces.some((one) => one.secondFactorRequired);
  if (session.secondFactor.enrolled || session.secondFactor.satisfied || !decides) return null;
  if (localStorage.getItem(storedLater) !== null) return null;
  return `${address}?next=${encodeURIComponent(target)}`;
}

/** Not asked again on this device; refusals still say how. */
export function rememberLater(): void {
  localStorage.setItem(storedLater, 'yes');
}
