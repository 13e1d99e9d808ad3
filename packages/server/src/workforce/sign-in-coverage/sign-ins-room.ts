import type { Room } from '../room.ts';
import { forgetEntered } from './coverage.store.ts';
import { followSignIns } from './follow-sign-ins.ts';

/** How accounts are entered: through the identity provider, or by a way of their own. */
export const signInsRoom: Room = {
  name: 'sign-in-coverage',
  follow: followSignIns,
  erasure: () => ({ forget: (tx, _target, items) => forgetEntered(tx, items) }),
};
