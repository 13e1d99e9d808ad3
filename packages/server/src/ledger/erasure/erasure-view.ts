import { z } from 'zod';
import { Personal, type PersonalPart, personalText, type Services, type Tx } from '../../platform/index.ts';
import { targetOf } from './erasure-target.ts';
import { legalBases, type StoredErasure } from './erasures.store.ts';
import { findCoveringHold } from './hold-cover.ts';

/** An erasure as the API shows it. */
export const erasureShape = z.object({
  id: z.string(),
  state: z.enum(['requested', 'approved', 'declined', 'held']),
  subject: z.string().nullable(),
  /** Null once the person is erased, or where nothing names them. */
  subjectName: personalText.nullable(),
  /** How many payloads are asked for, or were erased. */
  positions: z.int(),
  legalBasis: z.enum(legalBases),
  reason: z.string(),
  requestedBy: z.string(),
  requestedAt: z.string(),
  decidedBy: z.string().nullable(),
  decidedAt: z.string().nullable(),
  /** The hold that stops it now. */
  hold: z.string().nullable(),
  /** Entries that tell of it: the request, and what became of it. */
  entries: z.array(z.int()),
});

export type ErasureView = z.input<typeof erasureShape>;

export async function viewErasures(
  tx: Tx,
  erasures: readonly StoredErasure[],
  services: Services,
): Promise<readonly ErasureView[]> {
  const names = await namesOf(
    tx,
    erasures.flatMap(({ subject }) => subject ?? []),
    services,
  );
  const views: ErasureView[] = [];
  for (const erasure of erasures) views.push(await viewErasure(tx, erasure, names, services));
  return views;
}

async function viewErasure(
  tx: Tx,
  erasure: StoredErasure,
  names: ReadonlyMap<string, PersonalPart>,
  services: Services,
): Promise<ErasureView> {
  const { id, subject, legalBasis, reason, requestedBy, requestedAt, decidedBy, decidedAt } = erasure;
  const isOpen = erasure.state === 'requested';
  const target = isOpen ? await targetOf(tx, erasure) : null;
  const hold = target === null ? null : await findCoveringHold(tx, target, services.erasureParts);
  return {
    id,
    state: hold === null ? erasure.state : 'held',
    subject,
    subjectName: nameIn(names, subject),
    positions: target === null ? erasure.erasedPayloads : target.positions.length,
    ...{ legalBasis, reason, requestedBy, requestedAt, decidedBy, decidedAt },
    hold: hold?.id ?? null,
    entries: [...erasure.entries],
  };
}

function nameIn(names: ReadonlyMap<string, PersonalPart>, subject: string | null): Personal | null {
  const part = subject === null ? undefined : names.get(subject);
  return part === undefined ? null : new Personal([part]);
}

async function namesOf(
  tx: Tx,
  subjects: readonly string[],
  { erasureParts }: Services,
): Promise<ReadonlyMap<string, PersonalPart>> {
  const names = new Map<string, PersonalPart>();
  if (subjects.length === 0) return names;
  for (const part of erasureParts.all) {
    for (const [subject, name] of (await part.namesOf?.(tx, subjects)) ?? []) names.set(subject, name);
  }
  return names;
}
