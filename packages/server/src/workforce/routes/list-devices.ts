import { z } from 'zod';
import { defineRoute, pageOf, pageQuery } from '../../platform/index.ts';
import { nameClasses } from '../access-list/access-shapes.ts';
import { deviceShape, nextOf } from '../custody/custody-shapes.ts';
import { listDevices } from '../custody/devices.store.ts';
import { namePeople, peopleShape } from '../custody/name-people.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/devices',
  summary: 'Registered phones, computers and hardware keys, and who has them',
  permission: { action: 'device.list', needs: 'workspace', discloses: nameClasses },
  exportAs: 'devices',
  params: z.object({ workspace: z.string() }),
  query: pageQuery,
  response: pageOf(deviceShape).extend({ people: peopleShape }),
  handler: ({ workspaceId, query: { cursor, limit } }, services) =>
    services.database.withWorkspace(workspaceId, async (tx) => {
      const rows = await listDevices(tx, { after: cursor ?? null, limit });
      const subjects = rows.flatMap(({ holders }) => holders);
      return {
        items: [...rows],
        nextCursor: nextOf(rows, limit),
        people: await namePeople(tx, subjects, services),
      };
    }),
});
