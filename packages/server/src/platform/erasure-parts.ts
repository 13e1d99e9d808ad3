import type { Tx } from './database.ts';
import type { PersonalClass, PersonalPart } from './personal.ts';
import type { WorkspaceId } from './workspace-id.ts';

/** What an erasure is about: one person, or payloads by position. */
export type ErasureTarget = {
  readonly subject: string | null;
  /** Ascending; of a subject they are the places of the person's own payloads. */
  readonly positions: readonly number[];
};

/** An item that a payload told of, and whether it is what is known of the item now. */
export type ErasedItem = {
  readonly position: number;
  readonly kind: string;
  readonly scope: string;
  readonly key: string;
  readonly isCurrent: boolean;
};

export type PopulationName = { readonly kind: string; readonly scope: string };

/**
 * What a feature that comes later than the ledger has to do with an erasure. Everything but `afterwards` runs in the
 * erasure's own transaction; `forget` runs with the log's row held, so it must be quick.
 */
export interface ErasurePart {
  /** Throws a refusal where the erasure must wait. Runs before anything is changed. */
  prepare?(tx: Tx, target: ErasureTarget): Promise<void>;
  itemsOf?(tx: Tx, positions: readonly number[]): Promise<readonly ErasedItem[]>;
  /** Populations whose items name the person. */
  populationsNaming?(tx: Tx, subject: string): Promise<readonly PopulationName[]>;
  controlsOf?(
    items: readonly ErasedItem[],
  ): readonly { readonly id: string; readonly title: string; readonly items: number }[];
  namesOf?(tx: Tx, subjects: readonly string[]): Promise<ReadonlyMap<string, PersonalPart>>;
  /** What is known of who somebody is, by class; null where nothing is known, or nothing any more. */
  identityOf?(tx: Tx, subject: string): Promise<Readonly<Partial<Record<PersonalClass, string>>> | null>;
  /** Pseudonyms that begin like this. */
  subjectsLike?(tx: Tx, prefix: string): Promise<readonly string[]>;
  /** Sentences about what this erasure does not reach. */
  staysOf?(tx: Tx, target: ErasureTarget): Promise<readonly string[]>;
  /** Removes everything derived from these payloads that tells more than that they were there. */
  forget?(tx: Tx, target: ErasureTarget, items: readonly ErasedItem[]): Promise<void>;
  /** Tables whose former rows may tell what `forget` removed; their files are written anew afterwards. */
  readonly tables?: readonly string[];
  /** Removes what lies outside the database; after the commit, and again at a start after a crash. Safe to repeat. */
  afterwards?(workspaceId: WorkspaceId): Promise<void>;
}

/** Later features register here, in their order, as they do with the followers. */
export interface ErasureParts {
  register(part: ErasurePart): void;
  readonly all: readonly ErasurePart[];
}

export function createErasureParts(): ErasureParts {
  const all: ErasurePart[] = [];
  return {
    all,
    register: (part) => {
      all.push(part);
    },
  };
}
