import type { Room } from '../room.ts';
import { followAccessList } from './follow-access-list.ts';
import { ownSpread } from './own-spread.ts';
import { type FactPlace, forgetParts } from './parts.store.ts';

/** Who may do what, on every system, by every way. */
export const accessListRoom: Room = {
  name: 'access-list',
  follow: followAccessList,
  own: ownSpread,
  erasure: () => ({
    forget: (tx, _target, items) => forgetParts(tx, items.filter(isPart)),
  }),
};

function isPart<Item extends { readonly kind: string }>(item: Item): item is Item & Pick<FactPlace, 'kind'> {
  return item.kind === 'account' || item.kind === 'grant' || item.kind === 'credential';
}
