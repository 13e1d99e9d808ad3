import { describeError, type Services, type WorkspaceId } from '../../platform/index.ts';
import { addUses, type Uses } from './key-uses.store.ts';

/** Counts how often keys are used: in memory, and in the database at most once a minute for each key. */
export interface KeyUses {
  count(workspaceId: WorkspaceId, key: string): Promise<void>;
  /** Writes down what was counted since, as a turn of the schedule and the end of the server do. Never throws. */
  tell(): Promise<void>;
}

const minuteMs = 60_000;

type Counted = { readonly uses: Uses | null; readonly toldAtMs: number };

export function createKeyUses(services: Pick<Services, 'database' | 'clock' | 'log'>): KeyUses {
  const counted = new Map<string, Counted>();
  const tellOne = async (key: string) => {
    const { uses = null } = counted.get(key) ?? {};
    if (uses === null) return;
    // Whoever counts meanwhile begins anew; what could not be written is counted again.
    counted.set(key, { uses: null, toldAtMs: Date.parse(services.clock.now()) });
    try {
      await services.database.withSystem('count the uses of a key', (tx) => addUses(tx, uses));
    } catch (error) {
      const since = counted.get(key);
      counted.set(key, { uses: sum(uses, since?.uses ?? null), toldAtMs: since?.toldAtMs ?? 0 });
      services.log.error({ key, error: describeError(error) }, 'uses of a key were not written down');
    }
  };
  return {
    count: async (workspaceId, key) => {
      const at = services.clock.now();
      const { uses, toldAtMs } = counted.get(key) ?? { uses: null, toldAtMs: Number.NEGATIVE_INFINITY };
      counted.set(key, {
        uses: sum({ workspaceId, key, count: 1, firstAt: at, lastAt: at }, uses),
        toldAtMs,
      });
      if (Date.parse(at) - toldAtMs >= minuteMs) await tellOne(key);
    },
    tell: async () => {
      for (const key of [...counted.keys()]) {
        await tellOne(key);
        // Forgotten with its minute, so that the list is as long as the keys in use.
        const { uses, toldAtMs } = counted.get(key) ?? { uses: null, toldAtMs: 0 };
        if (uses === null && Date.parse(services.clock.now()) - toldAtMs >= minuteMs) counted.delete(key);
      }
    },
  };
}

function sum(uses: Uses, other: Uses | null): Uses {
  if (other === null) return uses;
  return {
    ...uses,
    count: uses.count + other.count,
    firstAt: uses.firstAt < other.firstAt ? uses.firstAt : other.firstAt,
    lastAt: uses.lastAt > other.lastAt ? uses.lastAt : other.lastAt,
  };
}
