import type { Room } from '../room.ts';
import { followRemovals } from './follow-removals.ts';
import { ownRemovals } from './own-removals.ts';
import { removalsErasure } from './removals-erasure.ts';

export const removalsRoom: Room = {
  name: 'removals',
  follow: followRemovals,
  own: ownRemovals,
  erasure: () => removalsErasure,
};
