import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { dutyShape } from '../today/duty.ts';
import { readDuties } from '../today/read-duties.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/duties',
  summary: 'What waits for whoever asks among people, access and reviews, the most urgent first',
  permission: { action: 'announcement.read', needs: 'workspace' },
  params: z.object({ workspace: z.string() }),
  /** Bounded: one of each kind, and one for each open review of whoever asks. */
  response: z.object({ items: z.array(dutyShape) }),
  handler: ({ workspaceId, actor, may }, services) =>
    services.database.withWorkspace(workspaceId, async (tx) => ({
      items: [...(await readDuties(tx, { workspaceId, actor, may }, services))],
    })),
});
