import { readIdentities } from '../../intake/index.ts';
import { refuse, type Services, type Tx } from '../../platform/index.ts';

/** Throws `bad-request` where one of these is no pseudonym this workspace ever gave, or was erased. */
export async function requireKnownPeople(
  tx: Tx,
  subjects: readonly (string | null)[],
  services: Pick<Services, 'dataKeys'>,
): Promise<void> {
  const asked = [...new Set(subjects.filter((one): one is string => one !== null))];
  const known = await readIdentities(tx, asked, services);
  const missing = asked.find((subject) => !known.has(subject));
  if (missing !== undefined) refuse('bad-request', `nobody is known as \`${missing}\``);
}
