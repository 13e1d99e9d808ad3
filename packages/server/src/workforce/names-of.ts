import { calledBy, calledByWithMail, readIdentities } from '../intake/index.ts';
import { Personal, type Services, type Tx } from '../platform/index.ts';

/** What people call these, with their mail address where asked, for an answer that decides later who may read it. */
export async function namesOf(
  tx: Tx,
  subjects: readonly (string | null)[],
  services: Pick<Services, 'dataKeys'>,
): Promise<(subject: string | null, withMail?: boolean) => Personal | null> {
  const asked = [...new Set(subjects.filter((subject) => subject !== null))];
  const identities = await readIdentities(tx, asked, services);
  return (subject, withMail = false) => {
    if (subject === null) return null;
    const identity = identities.get(subject);
    return new Personal(withMail ? calledByWithMail(subject, identity) : [calledBy(subject, identity)]);
  };
}
