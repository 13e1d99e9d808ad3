import type { Tx } from './database.ts';

/** By what somebody is found again. */
export type FindBy = { readonly email: string };

/** The pseudonym a workspace knows somebody by already, or null. Reads the workspace of the transaction. */
export type FindSubject = (tx: Tx, by: FindBy) => Promise<string | null>;

/** Whoever is added to a workspace keeps the pseudonym sources were told of them by; the feature that knows it registers. */
export interface KnownSubjects {
  register(find: FindSubject): void;
  /** Null where nobody is known, or nothing registered. */
  find: FindSubject;
}

export function createKnownSubjects(): KnownSubjects {
  let find: FindSubject = async () => null;
  return {
    register: (given) => {
      find = given;
    },
    find: (tx, by) => find(tx, by),
  };
}
