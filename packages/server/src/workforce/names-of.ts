import { calledBy, readIdentities } from '../intake/index.ts';
import { Personal, type Services, type Tx } from '../platform/index.ts';

/** What people call these, for an answer that decides later who may read it. */
export async function namesOf(
  tx: Tx,
  subjects: readonly (string | null)[],
  services: Pick<Services, 'dataKeys'>,
): Promise<(subject: string | null) => Personal | null> {
  const asked = [...new Set(subjects.filter((subject) => subject !== null))];
  const identities = await readIdentities(tx, asked, services);
  return (subject) => (subject === null ? null : new Personal([calledBy(subject, identities.get(subject))]));
}
