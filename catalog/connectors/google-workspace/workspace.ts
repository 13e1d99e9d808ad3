import type { ListRead, Roster } from '@daybook/kit';
import type { User } from './answer-schemas.ts';

/** What is known of a Workspace once its users were read. */
export type Workspace = {
  readonly system: string;
  readonly customer: string;
  readonly users: ListRead<User>;
  readonly roster: Roster<User>;
};

/** Hours within which the lists have to be read again. */
export const maxGapHours = 7 * 24;

/** Questions at a time; Google allows a project some tens of them a second. */
export const parallelMax = 5;
