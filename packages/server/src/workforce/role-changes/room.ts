import type { Room } from '../room.ts';
import { followRoles } from './follow-roles.ts';
import { forgetRoles } from './role-changes.store.ts';

/** Who changed their role; what they held is told as accesses to remove. */
export const roleChangesRoom: Room = {
  name: 'role-changes',
  follow: followRoles,
  erasure: () => ({
    forget: async (tx, { subject, positions }, items) => {
      const told = items.flatMap(({ kind, key, isCurrent }) => (kind === 'person' && isCurrent ? [key] : []));
      await forgetRoles(tx, { people: subject === null ? told : [...told, subject], positions });
    },
  }),
};
