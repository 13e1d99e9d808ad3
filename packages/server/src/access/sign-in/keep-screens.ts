import type { Services } from '../../platform/index.ts';
import { listEnded } from './screens.store.ts';

/** A transaction may be this long under way when it is looked past; who is closed twice just comes back twice. */
const overlapMs = 5_000;

export interface ScreenKeeper {
  /** Closes open screens in this process whose session ended in another one, or by its time. */
  turn(): Promise<void>;
}

/** A screen asked once whether it may; this asks again for all of them, with one query. */
export function createScreenKeeper(services: Pick<Services, 'database' | 'live'>): ScreenKeeper {
  let since: string | null = null;
  return {
    turn: async () => {
      const people = services.live.people();
      if (people.length === 0) {
        since = null;
        return;
      }
      const found = await services.database.withSystem('keep screens', (tx) =>
        listEnded(tx, people, since ?? 'now'),
      );
      since = new Date(Date.parse(found.now) - overlapMs).toISOString();
      for (const userId of found.ended) services.live.end(userId);
    },
  };
}
