import type { Services } from '../platform/index.ts';
import { rooms } from './rooms.ts';

/** After `facts` and before `controls`, so that checks see what the rooms made of the newest facts. */
export function registerWorkforce(services: Services): void {
  for (const room of rooms) {
    if (room.follow !== undefined) {
      const { follow } = room;
      services.followers.register((workspaceId) => follow(workspaceId, services));
    }
    if (room.own !== undefined) services.ownListings.register(room.own(services));
    if (room.erasure !== undefined) services.erasureParts.register(room.erasure(services));
  }
}
