import type { Services } from '../platform/index.ts';
import { rooms } from './rooms.ts';

/** Where rooms keep words about people, or what their sources say of them. */
const tellingTables = [
  ...['link_alias', 'account_link_decision', 'attestation', 'attestation_holder'],
  ...['access_removal', 'leaver_run', 'leave_report'],
  ...['access_review', 'access_review_item', 'access_request', 'role_held', 'role_change'],
];

/** After `facts` and before `controls`, so that checks see what the rooms made of the newest facts. */
export function registerWorkforce(services: Services): void {
  services.erasureParts.register({ tables: tellingTables });
  for (const room of rooms) {
    if (room.follow !== undefined) {
      const { follow } = room;
      services.followers.register((workspaceId) => follow(workspaceId, services));
    }
    if (room.own !== undefined) services.ownListings.register(room.own(services));
    if (room.erasure !== undefined) services.erasureParts.register(room.erasure(services));
  }
}
