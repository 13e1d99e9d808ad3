import { refuse } from '../../platform/index.ts';

/** Few at a time: hashing passwords takes a processor and a connection each, and the rest of the product needs them too. */
export interface HashTurns {
  /** Waits for a turn; refuses with `rate-limited` where too many wait already, in all or of this source. */
  take<T>(source: string, work: () => Promise<T>): Promise<T>;
}

const activeMax = 2;
const waitingMax = 200;
/** So that one source never fills the queue the others wait in. */
const perSourceMax = 20;

export function createHashTurns(): HashTurns {
  const waiting: (() => void)[] = [];
  const bySource = new Map<string, number>();
  let active = 0;
  const begin = async () => {
    if (active < activeMax) {
      active += 1;
      return;
    }
    if (waiting.length >= waitingMax) refuse('rate-limited');
    // Who ends hands its turn on, so `active` stays as it is.
    await new Promise<void>((resolve) => waiting.push(resolve));
  };
  const end = () => {
    const next = waiting.shift();
    if (next === undefined) active -= 1;
    else next();
  };
  return {
    take: async (source, work) => {
      const own = bySource.get(source) ?? 0;
      if (own >= perSourceMax) refuse('rate-limited');
      bySource.set(source, own + 1);
      try {
        await begin();
        try {
          return await work();
        } finally {
          end();
        }
      } finally {
        const left = (bySource.get(source) ?? 1) - 1;
        if (left === 0) bySource.delete(source);
        else bySource.set(source, left);
      }
    },
  };
}
