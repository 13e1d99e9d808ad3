import type { Room } from '../room.ts';
import { followLeavers } from './follow-leavers.ts';

export const leaversRoom: Room = { name: 'leavers', follow: followLeavers };
