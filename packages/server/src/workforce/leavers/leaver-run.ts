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
  /** The source says meanwhile that they are here again. */
  readonly returnedAt: string | null;
  readonly rescindedAt: string | null;
  readonly rescindedBy: string | null;
  readonly rescindReason: string | null;
  readonly position: number;
};

/** Who leaves: a person by pseudonym, or an agency by its id. */
export type Leaver = Pick<LeaverRun, 'subject' | 'agency'>;
