import { joinListings } from '../join-listings.ts';
import type { Room } from '../room.ts';
import { followLinks } from './follow-links.ts';
import { linksErasure } from './links-erasure.ts';
import { ownLinks } from './own-links.ts';
import { ownPeople } from './own-people.ts';

/** Whose each account is: a person's, an agency's, a bot's, or unknown. */
export const linksRoom: Room = {
  name: 'linking',
  follow: followLinks,
  own: (services) => joinListings(ownPeople(services), ownLinks(services)),
  erasure: () => linksErasure,
};
