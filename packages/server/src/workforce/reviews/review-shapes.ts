import { dangerousRights, type IdentityValues } from '@daybook/kit';
import { z } from 'zod';
import { calledBy } from '../../intake/index.ts';
import { freeText } from '../../ledger/index.ts';
import { Personal, personalText } from '../../platform/index.ts';
import type { StoredItem } from './review-items.store.ts';
import type { CountedSystem } from './review-systems.store.ts';
import type { ReviewCounts, StoredReview } from './reviews.store.ts';

/** Classes of values that name the account of an item. */
export const reviewDiscloses = ['name', 'email', 'login', 'phone', 'text'] as const;

const factsShape = z.object({
  items: z.int(),
  kept: z.int(),
  changed: z.int(),
  removed: z.int(),
  decidedAlone: z.int(),
  decidedTogether: z.int(),
  shareTogether: z.number().nullable(),
  ownDecisions: z.int(),
  riskyMeasured: z.int(),
  riskyUnmeasured: z.int(),
  medianSecondsRisky: z.number().nullable(),
  reviewers: z.int(),
  threeWithoutRemoval: z.boolean(),
  leaversMeanwhile: z.int(),
  signals: z.array(z.enum(['fast-on-risky', 'mostly-together', 'never-removes', 'own-items', 'unmeasured'])),
});

export const reviewShape = z.object({
  id: z.string(),
  name: z.string(),
  period: z.string(),
  assignedBy: z.enum(['system', 'manager']),
  dueAt: z.string(),
  isLate: z.boolean(),
  openedAt: z.string(),
  openedBy: z.string(),
  state: z.enum(['open', 'closed', 'withdrawn']),
  closedAt: z.string().nullable(),
  closedBy: z.string().nullable(),
  position: z.int(),
  closedPosition: z.int().nullable(),
  result: factsShape.nullable(),
  items: z.int(),
  decided: z.int(),
  together: z.int(),
  removals: z.int(),
  withoutReviewer: z.int(),
  mine: z.int(),
  mineDecided: z.int(),
  /** Of mine, still to be looked at one by one. */
  mineAlone: z.int(),
  /** Of mine, open and fit to be kept together. */
  mineRest: z.int(),
});

const nothing = {
  items: 0,
  decided: 0,
  together: 0,
  removals: 0,
  withoutReviewer: 0,
  mine: 0,
  mineDecided: 0,
  mineAlone: 0,
  mineRest: 0,
};

export function viewReview(
  review: StoredReview,
  counts: ReviewCounts | undefined,
  now: string,
): z.input<typeof reviewShape> {
  const { review: _id, ...counted } = counts ?? { review: review.id, ...nothing };
  const isLate = review.state !== 'withdrawn' && (review.closedAt ?? now) > review.dueAt;
  const { result } = review;
  return {
    ...review,
    isLate,
    ...counted,
    result: result === null ? null : { ...result, signals: [...result.signals] },
  };
}

export const systemShape = z.object({
  system: z.string(),
  period: z.string(),
  reviewer: z.string(),
  deputy: z.string().nullable(),
  readAt: z.string().nullable(),
  source: z.enum(['live', 'import', 'attested', 'unknown']),
  isWhole: z.boolean(),
  reasons: z.array(z.string()),
  items: z.int(),
  decided: z.int(),
  removals: z.int(),
  ownDecisions: z.int(),
  digest: z.string(),
  factsPosition: z.int(),
});

export function viewSystem(row: CountedSystem): z.input<typeof systemShape> {
  const { review: _review, reviewers: _reviewers, reasons, ...rest } = row;
  return { ...rest, reasons: [...reasons] };
}

const tri = z.enum(['yes', 'no', 'unknown']);
const rightsShape = z.object({ administer: tri, export: tri, connect: tri, publish: tri });

export const itemShape = z.object({
  item: z.int(),
  system: z.string(),
  holder: z.string(),
  name: personalText,
  principalKind: z.enum(['person', 'agency', 'bot', 'unknown']),
  roles: z.array(z.string()),
  rights: rightsShape,
  grants: z.array(
    z.object({
      /** Its place among the item's grants, by which a change names it. */
      ref: z.int(),
      role: z.string(),
      rights: z.union([
        z.array(z.enum(['administer', 'export', 'connect', 'publish'])),
        z.literal('unknown'),
      ]),
      path: z.string(),
      via: z.string().nullable(),
      isEverywhere: z.boolean(),
    }),
  ),
  isEnabled: z.union([z.boolean(), z.literal('unknown')]),
  lastSeenAt: z.string().nullable(),
  firstSeenAt: z.string().nullable(),
  changes: z.array(z.enum(['new', 'more-rights', 'other-role', 'other-owner', 'removal-failed'])),
  risks: z.array(
    z.enum(['administer', 'export', 'connect', 'publish', 'rights-unknown', 'unknown-owner', 'left']),
  ),
  peers: z.int(),
  inDetail: z.boolean(),
  needsReason: z.boolean(),
  reviewer: z.string().nullable(),
  decision: z.enum(['keep', 'change', 'remove']).nullable(),
  reason: personalText.nullable(),
  removed: z.array(z.int()),
  /** Where it is changed: the dangerous rights that may stay. */
  kept: z.array(z.enum(dangerousRights)).nullable(),
  decidedBy: z.string().nullable(),
  decidedAt: z.string().nullable(),
  isGroup: z.boolean(),
});

type Names = ReadonlyMap<string, IdentityValues>;

/** `agencies`: their names by id. */
export function viewItem(
  item: StoredItem,
  names: Names,
  agencies: ReadonlyMap<string, string>,
): z.input<typeof itemShape> {
  const { account, rights, person, holder, principalKind, principal, grants, removed } = item;
  const who = calledBy(person ?? holder, names.get(person ?? holder));
  const agency = principalKind === 'agency' ? agencies.get(principal) : undefined;
  const needsReason = Object.values(rights).includes('yes');
  return {
    ...{ item: item.item, system: item.system, holder, principalKind },
    name: agency === undefined ? new Personal([who]) : new Personal([`${agency}: `, who]),
    roles: [...item.roles],
    rights,
    grants: grants.map(({ role, rights: given, path, via, isEverywhere }, ref) => ({
      ...{ ref, role, path, via, isEverywhere },
      rights: given === 'unknown' ? given : [...given],
    })),
    isEnabled: account?.isEnabled ?? 'unknown',
    ...{ lastSeenAt: item.lastSeenAt, firstSeenAt: item.firstSeenAt, peers: item.peers, needsReason },
    changes: [...item.changes],
    risks: [...item.risks],
    ...{ inDetail: item.inDetail, reviewer: item.reviewer, decision: item.decision },
    reason: reasonOf(item),
    removed: removed.map((key) => grants.findIndex((one) => one.key === key)).filter((ref) => ref >= 0),
    kept: item.kept === null ? null : [...item.kept],
    ...{ decidedBy: item.decidedBy, decidedAt: item.decidedAt, isGroup: item.isGroup },
  };
}

/** Whoever wrote it sees it, as everybody who may see texts. */
function reasonOf({ reason, position, decidedBy }: StoredItem): Personal | null {
  return reason === null ? null : freeText(reason, { position: position ?? -1, author: decidedBy ?? '' });
}
