import { z } from 'zod';
import { defineRoute, refuse } from '../../platform/index.ts';
import { describeSystems } from '../systems/describe-systems.ts';
import {
  attestationShape,
  systemDiscloses,
  systemShape,
  viewAttestations,
  viewSystems,
} from '../systems/system-shapes.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/systems/:system',
  summary: 'One system with the newest attestations of who has access to it',
  permission: { action: 'system.read', needs: 'workspace', discloses: systemDiscloses },
  params: z.object({ workspace: z.string(), system: z.string() }),
  response: systemShape.extend({ attestations: z.array(attestationShape) }),
  handler: ({ workspaceId, params }, services) =>
    services.database.withWorkspace(workspaceId, async (tx) => {
      const found = (await describeSystems(tx, services)).filter(({ system }) => system === params.system);
      const [view] = await viewSystems(tx, found, services);
      if (view === undefined) return refuse('not-found');
      return { ...view, attestations: await viewAttestations(tx, params.system, services) };
    }),
});
