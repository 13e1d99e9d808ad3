import type { DangerousRight, FactKind } from '@daybook/kit';

export const removalCauses = [
  'left',
  'engagement-ended',
  'role-changed',
  'review',
  'report',
  'other',
] as const;
export type RemovalCause = (typeof removalCauses)[number];

export const removalWhats = [
  'grant',
  'account',
  'credential',
  'secret',
  'device',
  'session',
  'partner',
] as const;
export type RemovalWhat = (typeof removalWhats)[number];

export const removalLayers = ['partner', 'individual', 'token'] as const;
export type RemovalLayer = (typeof removalLayers)[number];

/** One thing that has to go. `key` is the item's in the facts; null where no list will ever tell of it. */
export type RemovalTarget = {
  readonly what: RemovalWhat;
  readonly layer: RemovalLayer;
  readonly system: string;
  readonly kind: FactKind;
  readonly scope: string;
  readonly key: string | null;
  readonly dueAt: string;
  /** Of a change: the dangerous rights that may stay. Null or absent: all of it has to go. */
  readonly kept?: readonly DangerousRight[] | null;
  /** Pseudonyms it is taken from beside whom the order is about. */
  readonly takenFrom?: readonly string[];
};

/**
 * How one stands. `gone`: absent from a complete list. `disabled`: still listed whole, and said to be disabled. `handed-over`:
 * still there, and said to be somebody else's, or without this person. `rotated`: a secret was changed afterwards.
 * `narrowed`: of a change, still there with no more than what may stay.
 * `attested`: two people said so. `approved-again`: somebody decided that it may stay. `withdrawn`: it never had to go.
 */
export const removalStates = [
  'open',
  'gone',
  'disabled',
  'handed-over',
  'rotated',
  'narrowed',
  'attested',
  'excepted',
  'approved-again',
  'withdrawn',
] as const;
export type RemovalState = (typeof removalStates)[number];

/** What no list contradicts any more. */
export const provenStates: readonly RemovalState[] = [
  'gone',
  'disabled',
  'handed-over',
  'rotated',
  'narrowed',
];

export type Removal = Omit<RemovalTarget, 'kind' | 'takenFrom' | 'kept'> & {
  readonly id: string;
  readonly kind: FactKind;
  readonly origin: string;
  readonly cause: RemovalCause;
  readonly subject: string | null;
  readonly agency: string | null;
  readonly effectiveAt: string;
  readonly openedAt: string;
  readonly state: RemovalState;
  readonly lastSeenAt: string | null;
  readonly firstAbsentAt: string | null;
  readonly isObservable: boolean;
  /** Only what two people say of it can be had: no source lists it by itself. */
  readonly isAttestedOnly: boolean;
  /** Why its lists are not whole; empty where they are. */
  readonly reasons: readonly string[];
  readonly usedAfterAt: string | null;
  readonly attestedBy: string | null;
  readonly attestedAt: string | null;
  readonly confirmedBy: string | null;
  readonly confirmedAt: string | null;
  readonly attestedUntil: string | null;
  readonly attestation: string | null;
  readonly exceptedBy: string | null;
  readonly exceptedAt: string | null;
  readonly exceptionApprovedBy: string | null;
  readonly exceptedUntil: string | null;
  readonly exceptionReason: string | null;
  /** The first half of a renewal; what stands stays until somebody else says the same. */
  readonly attestedAnewBy: string | null;
  readonly attestedAnewAt: string | null;
  readonly attestationAnew: string | null;
  readonly exceptedAnewBy: string | null;
  readonly exceptedAnewAt: string | null;
  readonly exceptedAnewUntil: string | null;
  readonly exceptionReasonAnew: string | null;
  /** When its account was last told under another holder; the removal went with it. */
  readonly renamedAt: string | null;
  readonly kept: readonly DangerousRight[] | null;
  readonly approvedAgainAt: string | null;
  /** When it was said that it need not go: after its due time it stays known as late until then. */
  readonly withdrawnAt: string | null;
  /** How often it came back after it was gone. */
  readonly returns: number;
  /** The ledger entries it rests on: its opening, what proves it, its closing. */
  readonly positions: readonly number[];
};
