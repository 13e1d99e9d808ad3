import { z } from 'zod';
import { personalText } from '../../platform/index.ts';
import { removalCauses, removalLayers, removalStates, removalWhats } from '../removals/removal.ts';

/** Classes that a run and its items may hold. */
export const leaverDiscloses = ['name', 'email', 'login', 'phone', 'text'] as const;

const words = z.object({
  by: z.string().nullable(),
  at: z.string().nullable(),
  secondBy: z.string().nullable(),
  secondAt: z.string().nullable(),
  until: z.string().nullable(),
  words: personalText.nullable(),
});

/** One thing that has to go, as it is shown. People by pseudonym but for its title. */
export const removalShape = z.object({
  id: z.string(),
  origin: z.string(),
  cause: z.enum(removalCauses),
  what: z.enum(removalWhats),
  layer: z.enum(removalLayers),
  system: z.string(),
  kind: z.string(),
  scope: z.string(),
  key: z.string().nullable(),
  title: personalText,
  effectiveAt: z.string(),
  dueAt: z.string(),
  openedAt: z.string(),
  state: z.enum(removalStates),
  /** It stays and is not to be removed: somebody else has to answer for it. */
  isToHandOver: z.boolean(),
  isLate: z.boolean(),
  /** Last complete list with it, and first without it. */
  lastSeenAt: z.string().nullable(),
  firstAbsentAt: z.string().nullable(),
  isObservable: z.boolean(),
  isAttestedOnly: z.boolean(),
  reasons: z.array(z.string()),
  usedAfterAt: z.string().nullable(),
  attestation: words.nullable(),
  exception: words.nullable(),
  /** The first half of a renewal: what stands goes on until somebody else says the same. */
  attestationAnew: words.nullable(),
  exceptionAnew: words.nullable(),
  approvedAgainAt: z.string().nullable(),
  returns: z.int(),
  positions: z.array(z.int()),
});

export const runShape = z.object({
  id: z.string(),
  subject: z.string().nullable(),
  agency: z.string().nullable(),
  name: personalText,
  toldBy: z.enum(['person', 'agency', 'hand', 'report']),
  isInvoluntary: z.boolean(),
  effectiveAt: z.string(),
  reason: personalText.nullable(),
  openedAt: z.string(),
  openedBy: z.string(),
  state: z.enum(['open', 'closed', 'rescinded']),
  standing: z.enum(['open', 'not-observable', 'proven', 'attested', 'excepted', 'nothing-found']),
  closedAt: z.string().nullable(),
  returnedAt: z.string().nullable(),
  /** Since when one list says that they left and another that they are here. */
  disputedAt: z.string().nullable(),
  /** Who asked for it to be rescinded, while a second person has to approve. */
  rescindAskedBy: z.string().nullable(),
  rescindAskedAt: z.string().nullable(),
  rescindedAt: z.string().nullable(),
  rescindedBy: z.string().nullable(),
  rescindReason: personalText.nullable(),
  /** Hours since it took effect, while something is open. */
  elapsedHours: z.number(),
  /** Bounds of the time to verified zero access; null while that is not proven. */
  hoursLeast: z.number().nullable(),
  hoursMost: z.number().nullable(),
  counts: z.object({
    items: z.int(),
    open: z.int(),
    late: z.int(),
    notObservable: z.int(),
    proven: z.int(),
    attested: z.int(),
    excepted: z.int(),
    usedAfter: z.int(),
  }),
  /** Systems of which no whole list was had since they left, by name. */
  unseen: z.array(z.string()),
  /** Systems of which only two people said since who has access, by name. */
  byWord: z.array(z.string()),
  nextDueAt: z.string().nullable(),
  position: z.int(),
});

export type RunView = z.input<typeof runShape>;
export type RemovalView = z.input<typeof removalShape>;
