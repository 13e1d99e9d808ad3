import type pg from 'pg';
import { forgetWritten } from './postgres/forget-written.ts';

/** What this installation can do about the files below its database. */
export interface Storage {
  readonly kind: 'embedded' | 'external';
  /**
   * Makes the database's files forget what these tables held before. Nothing on a database that is run elsewhere: there it
   * is the operator's vacuum, WAL and backups that decide. Safe to repeat.
   */
  forgetWritten(tables: readonly string[]): Promise<void>;
}

export const externalStorage: Storage = { kind: 'external', forgetWritten: async () => undefined };

/** One at a time: each switches off that old WAL is kept for reuse, and on again at its end. */
export function createEmbeddedStorage(owner: pg.ClientConfig): Storage {
  let last: Promise<void> = Promise.resolve();
  return {
    kind: 'embedded',
    forgetWritten: (tables) => {
      last = last.catch(() => undefined).then(() => forgetWritten(owner, tables));
      return last;
    },
  };
}
