export type LeaverRun = {
  readonly id: string;
  readonly subject: string | null;
  readonly agency: string | null;
  readonly toldBy: 'person' | 'agency' | 'hand' | 'report';
  readonly isInvoluntary: boolean;
  /** What it was opened by; the same claim never opens a second run. */
  readonly trigger: string;
  readonly effectiveAt: string;
  readonly reason: string | null;
  readonly openedAt: string;
  readonly openedBy: string;
  readonly state: 'open' | 'closed' | 'rescinded';
  readonly closedAt: string | null;
  /** Their lists say meanwhile that they are here again, all of them. */
  readonly returnedAt: string | null;
  /** When a list first said that they left; null where only somebody's word opened it. */
  readonly toldLeftAt: string | null;
  /** Since when one list says that they left and another that they are here; null while they agree. */
  readonly disputedAt: string | null;
  /** Who asked for it to be rescinded, and a second person has to agree. */
  readonly rescindAskedBy: string | null;
  readonly rescindAskedAt: string | null;
  readonly rescindedAt: string | null;
  readonly rescindedBy: string | null;
  readonly rescindReason: string | null;
  readonly position: number;
};

/** Who leaves: a person by pseudonym, or an agency by its id. */
export type Leaver = Pick<LeaverRun, 'subject' | 'agency'>;
