import { linksRoom } from './linking/links-room.ts';
import type { Room } from './room.ts';

/** In the order in which they follow the facts: each may read the rooms before it. */
export const rooms: readonly Room[] = [linksRoom];
