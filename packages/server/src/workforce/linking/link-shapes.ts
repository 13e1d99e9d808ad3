import { z } from 'zod';
import { personalText, type Services, type Tx } from '../../platform/index.ts';
import { readAgencies } from '../agencies/read-agencies.ts';
import { namesOf } from '../names-of.ts';
import { type AccountLink, linkReasons } from './account-link.ts';

export const belongings = ['person', 'agency', 'bot', 'unknown'] as const;
export const subjectShape = z.string().regex(/^sub_[0-9a-f-]{36}$/);

const someone = z.object({ subject: z.string(), name: personalText });

/** Whose an account is, as screens show it. */
export const linkShape = z.object({
  system: z.string(),
  holder: someone,
  isPresent: z.boolean(),
  belongsTo: z.enum(belongings),
  person: someone.nullable(),
  agency: z.object({ id: z.string(), name: z.string() }).nullable(),
  custodian: someone.nullable(),
  reason: z.enum(linkReasons),
  confidence: z.enum(['certain', 'likely', 'possible', 'none']),
  decidedBy: z.enum(['rule', 'human']),
  /** People it may belong to, where that cannot be told. */
  candidates: z.array(someone),
  isGeneric: z.boolean(),
  isRegistered: z.boolean(),
  endsOn: z.string().nullable(),
});

export const linkDiscloses = ['name', 'email', 'login', 'phone'] as const;

/** Joins the names back. */
export async function viewLinks(
  tx: Tx,
  links: readonly AccountLink[],
  services: Pick<Services, 'dataKeys'>,
): Promise<z.input<typeof linkShape>[]> {
  const subjects = links.flatMap(({ holder, person, custodian, candidates }) => [
    ...[holder, person, custodian],
    ...candidates,
  ]);
  const nameOf = await namesOf(tx, subjects, services);
  const agencies = new Map((await readAgencies(tx)).map(({ id, name }) => [id, name]));
  const known = (subject: string) => ({ subject, name: nameOf(subject) ?? '' });
  const view = (subject: string | null) => (subject === null ? null : known(subject));
  return links.map((link) => {
    const { system, isPresent, belongsTo, reason, confidence, decidedBy, isGeneric, isRegistered, endsOn } =
      link;
    return {
      ...{ system, isPresent, belongsTo, reason, confidence, decidedBy, isGeneric, isRegistered, endsOn },
      holder: { subject: link.holder, name: nameOf(link.holder, belongsTo === 'unknown') ?? '' },
      person: view(link.person),
      agency:
        link.agency === null ? null : { id: link.agency, name: agencies.get(link.agency) ?? link.agency },
      custodian: view(link.custodian),
      candidates: link.candidates.map(known),
    };
  });
}
