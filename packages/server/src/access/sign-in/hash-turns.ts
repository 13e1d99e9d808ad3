import { refuse } from '../../platform/index.ts';

/** Few at a time: hashing passwords takes a processor and a connection each, and the rest of the product needs them too. */
export interface HashTurns {
  /** Waits for a turn; refuses with `rate-limited` where too many wait already. */
  take<T>(work: () => Promise<T>): Promise<T>;
}

const activeMax = 2;
const waitingMax = 200;

export function createHashTurns(): HashTurns {
  const waiting: (() => void)[] = [];
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
    take: async (work) => {
      await begin();
      try {
        return await work();
      } finally {
        end();
      }
    },
  };
}
