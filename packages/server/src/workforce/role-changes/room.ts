import type { Room } from '../room.ts';
import { followRoles } from './follow-roles.ts';

/** Who changed their role; what they held is told as accesses to remove. */
export const roleChangesRoom: Room = { name: 'role-changes', follow: followRoles };
