/** What is past its limit, in this process; bounded, the oldest are forgotten first and asked of the database again. */
export interface RefusedUntil {
  isRefused(key: string, now: string): boolean;
  refuseUntil(key: string, until: string): void;
}

const keysMax = 10_000;

export function createRefusedUntil(): RefusedUntil {
  const ends = new Map<string, string>();
  return {
    isRefused: (key, now) => {
      const until = ends.get(key);
      if (until === undefined) return false;
      if (now < until) return true;
      ends.delete(key);
      return false;
    },
    refuseUntil: (key, until) => {
      ends.delete(key);
      ends.set(key, until);
      const oldest = ends.keys().next();
      if (ends.size > keysMax && !oldest.done) ends.delete(oldest.value);
    },
  };
}
