import type { Permission } from '../../platform/index.ts';
import { type ActionKind, kindOf } from './action-groups.ts';

/** What reaches beyond the made-up data: other people, keys, the installation, or what counts as evidence outside. */
const closedKinds: readonly ActionKind[] = ['administer', 'export', 'rotate-key', 'close-fork'];

/** Whether a route is refused in a workspace of made-up data: as its definition says, else by the kind of its action. */
export function isClosedInSample({ needs, inSample, action }: Permission): boolean {
  if (needs !== 'workspace') return false;
  return inSample === undefined ? closedKinds.includes(kindOf(action)) : inSample === 'refused';
}
