import type { Room } from '../room.ts';
import { followGains } from './follow-gains.ts';
import { gainListing } from './gain-listing.ts';
import { forgetRequestWords } from './requests.store.ts';

/** Who asked for access, and what appeared. */
export const requestsRoom: Room = {
  name: 'requests',
  follow: followGains,
  own: gainListing,
  erasure: () => ({
    forget: forgetRequestWords,
  }),
};
