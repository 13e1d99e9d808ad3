import { accessListRoom } from './access-list/room.ts';
import { custodyRoom } from './custody/custody-room.ts';
import { leaversRoom } from './leavers/leavers-room.ts';
import { linksRoom } from './linking/links-room.ts';
import { removalsRoom } from './removals/removals-room.ts';
import { requestsRoom } from './requests/room.ts';
import { reviewsRoom } from './reviews/room.ts';
import { roleChangesRoom } from './role-changes/room.ts';
import type { Room } from './room.ts';
import { signInsRoom } from './sign-in-coverage/sign-ins-room.ts';
import { systemsRoom } from './systems/systems-room.ts';

/** In the order in which they follow the facts: each may read the rooms before it. */
export const rooms: readonly Room[] = [
  linksRoom,
  systemsRoom,
  accessListRoom,
  signInsRoom,
  requestsRoom,
  roleChangesRoom,
  removalsRoom,
  leaversRoom,
  reviewsRoom,
  custodyRoom,
];
