import type { Services, Tx } from '../../platform/index.ts';
import { newestLog, readHead } from '../logs.store.ts';
import { type AnchorRung, rungOf } from './anchor-kind.ts';
import { hasReceipts, newestByKind } from './anchor-receipts.store.ts';
import { type AnchorTarget, listTargets } from './anchor-targets.store.ts';

/** Past this age a confirmation no longer speaks for the log as it is now. */
export const anchorAgeMaxMs = 24 * 60 * 60 * 1_000;

export type TargetStanding = Pick<AnchorTarget, 'id' | 'kind' | 'name' | 'address' | 'verifierKey'> & {
  /** `failing` since the last try failed, whatever came before; never tried is not ok. */
  readonly state: 'never' | 'ok' | 'failing';
  /** When it last confirmed a checkpoint. */
  readonly lastAt: string | null;
  readonly problem: string | null;
};

export type AnchorStanding = {
  /** The highest rung confirmed within the last day: 0 own signature, 1 mailed, 2 time stamp, 3 witness. */
  readonly rung: AnchorRung;
  readonly sentence: string;
  /** When a third party last confirmed anything of the newest log, by our clock. */
  readonly newestAt: string | null;
  /** No confirmation of the newest log is younger than a day, or that log is forked. */
  readonly isOverdue: boolean;
  readonly targets: readonly TargetStanding[];
};

/** How far outsiders hold the newest log to what it said, as of now. What vouched for an earlier log says nothing of it. */
export async function anchorStanding(tx: Tx, services: Pick<Services, 'clock'>): Promise<AnchorStanding> {
  const nowMs = Date.parse(services.clock.now());
  const log = await newestLog(tx);
  const isForked = log !== null && (await readHead(tx, log.id)).forkedAt !== null;
  const kinds = log === null ? [] : await newestByKind(tx, log.id);
  const targets = await listTargets(tx);
  const fresh = kinds.filter(({ newestAt }) => nowMs - Date.parse(newestAt) < anchorAgeMaxMs);
  const newestAt = kinds.map((kind) => kind.newestAt).reduce(later, null);
  const rung = isForked ? 0 : rungOf(fresh.map(({ kind }) => kind));
  const isOverdue = isForked || fresh.length === 0;
  const isSuccessor = newestAt === null && (await hasReceipts(tx));
  return {
    rung,
    sentence: isForked ? forked : sentenceOf({ rung, newestAt, hasTargets: targets.length > 0, isSuccessor }),
    newestAt,
    isOverdue,
    targets: targets.map(targetStanding),
  };
}

/** What a screen shows of one target. */
export function targetStanding(target: AnchorTarget): TargetStanding {
  const { id, kind, name, address, verifierKey, problem, succeededAt } = target;
  const state = problem !== null ? 'failing' : succeededAt !== null ? 'ok' : 'never';
  return { id, kind, name, address, verifierKey, state, lastAt: succeededAt, problem };
}

const rewritable =
  'Whoever runs this server could still rewrite everything: nobody outside holds a copy to compare with.';

const forked = 'Two histories of this log are known; nothing vouches for it until a person closes it.';

const successor =
  'Nobody outside has confirmed the present log yet, only one before it. Whoever runs this server could still rewrite everything since.';

function sentenceOf(state: {
  readonly rung: AnchorRung;
  readonly newestAt: string | null;
  readonly hasTargets: boolean;
  /** Only earlier logs were ever confirmed. */
  readonly isSuccessor: boolean;
}): string {
  switch (state.rung) {
    case 3:
      return 'A witness outside this server confirms that the log only grows. What it has confirmed cannot be rewritten unseen.';
    case 2:
      return 'A time-stamping authority has confirmed when the log stood as it does. Rewriting what is older would show; that the log only grows is watched by no witness.';
    case 1:
      return 'Checkpoints were mailed to someone outside. Rewriting what is older would show to whoever compares with that mail; no third party vouches for the time.';
    case 0:
      if (state.isSuccessor) return successor;
      return state.newestAt === null
        ? `${rewritable} ${state.hasTargets ? 'No witness, time stamp or mail has worked yet.' : 'Add a witness, a time-stamping authority or a mail address.'}`
        : `No outside confirmation is younger than 24 hours; the last one is of ${state.newestAt}. Whoever runs this server could still rewrite everything that came after it.`;
  }
}

function later(one: string | null, other: string): string {
  return one === null || other > one ? other : one;
}
