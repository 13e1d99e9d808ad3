/** Somebody says that somebody left. It does nothing until a manager confirms it. */
export type LeaveReport = {
  readonly id: string;
  readonly way: 'api' | 'form' | 'mail';
  /** Who it is about, as far as the words name somebody. */
  readonly subject: string | null;
  /** They were known here before the report came. */
  readonly isKnown: boolean;
  /** `vouched`: a program with a key, or a mail its own server signed for; `failed`: the mail server says it is forged. */
  readonly sender: 'vouched' | 'unproven' | 'failed';
  /** `YYYY-MM-DD` */
  readonly lastDay: string | null;
  /** Masked. */
  readonly words: string | null;
  readonly receivedAt: string;
  /** `repeated`: one about the same person waits already, or their run is open. */
  readonly state: 'waiting' | 'confirmed' | 'dismissed' | 'repeated';
  readonly run: string | null;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  readonly position: number;
};
