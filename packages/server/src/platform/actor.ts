/** Who acts, as the ledger sees them: a pseudonym of one workspace. Bots and services never approve. */
export type Actor = {
  readonly kind: 'user' | 'service' | 'system';
  /** `sub_…` in this workspace. */
  readonly id: string;
  /** The sign-in behind it; null for services and the system itself. */
  readonly userId: string | null;
  /** For logs: never a name. */
  readonly label: string;
};

/** Daybook itself: schedules, recovery, checks. The same pseudonym in every workspace. */
export const systemActor: Actor = {
  kind: 'system',
  id: 'sub_00000000-0000-4000-8000-000000000000',
  userId: null,
  label: 'daybook',
};
