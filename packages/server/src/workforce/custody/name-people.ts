import { z } from 'zod';
import { calledBy, readIdentities } from '../../intake/index.ts';
import { Personal, personalText, type Services, type Tx } from '../../platform/index.ts';

/** Beside a register: what people call those it names, as far as whoever asks may see it. */
export const peopleShape = z.array(z.object({ subject: z.string(), name: personalText }));

export type NamedPerson = { readonly subject: string; readonly name: Personal };

export async function namePeople(
  tx: Tx,
  subjects: readonly string[],
  services: Pick<Services, 'dataKeys'>,
): Promise<NamedPerson[]> {
  const asked = [...new Set(subjects)].toSorted();
  const identities = await readIdentities(tx, asked, services);
  return asked.map((subject) => ({
    subject,
    name: new Personal([calledBy(subject, identities.get(subject))]),
  }));
}
