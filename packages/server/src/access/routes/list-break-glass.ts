import { defineRoute } from '../../platform/index.ts';
import { breakGlassShape, readBreakGlass } from '../federation/break-glass-view.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/break-glass',
  summary: 'Sealed accounts, each time one was opened, and who looked at it; passwords never',
  permission: { action: 'break-glass.list', needs: 'workspace' },
  response: breakGlassShape,
  handler: ({ workspaceId, actor }, services) => readBreakGlass(workspaceId, actor, services),
});
