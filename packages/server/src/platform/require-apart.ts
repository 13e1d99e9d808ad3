import type { AskedAbout, MayDo } from './define-route.ts';
import { refuse } from './errors.ts';

/**
 * Asks the policies about the one thing that is decided, with who made it, who asked for it and whom it is about: duties stay
 * apart here as well as in the database. Throws `second-person-needed`.
 */
export function requireApart(may: MayDo, about: AskedAbout): void {
  if (!may(about)) refuse('second-person-needed');
}
