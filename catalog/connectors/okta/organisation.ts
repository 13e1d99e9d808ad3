import type { ListRead, Roster } from '@daybook/kit';
import type { User } from './answer-schemas.ts';

/** What is known of an organisation once its users were read. */
export type Organisation = {
  readonly system: string;
  readonly users: ListRead<User>;
  readonly roster: Roster<User>;
};

/** Hours within which the lists have to be read again. */
export const maxGapHours = 7 * 24;

/** Questions at a time; Okta allows an organisation dozens. */
export const parallelMax = 5;
