import type { Room } from '../room.ts';
import { followLeavers } from './follow-leavers.ts';
import { leaversErasure } from './leavers-erasure.ts';

export const leaversRoom: Room = {
  name: 'leavers',
  follow: followLeavers,
  erasure: () => leaversErasure,
};
