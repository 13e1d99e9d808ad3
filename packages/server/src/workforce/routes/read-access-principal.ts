import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { nameClasses, principalDetailShape } from '../access-list/access-shapes.ts';
import { readPrincipal } from '../access-list/read-principal.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/access-list/:principal',
  summary: 'Everything one person, agency, bot or unknown holder has, had, knows and holds',
  permission: { action: 'access-list.read', needs: 'workspace', discloses: nameClasses },
  params: z.object({ workspace: z.string(), principal: z.string().max(500) }),
  response: principalDetailShape,
  handler: ({ workspaceId, params }, services) =>
    services.database.withWorkspace(workspaceId, (tx) => readPrincipal(tx, params.principal, services)),
});
