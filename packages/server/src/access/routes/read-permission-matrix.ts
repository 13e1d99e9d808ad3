import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { accessOf } from '../access-state.ts';
import { matrixCsv, matrixOf } from '../permissions/matrix.ts';
import { roles } from '../permissions/role.ts';

const cell = z.enum(['yes', 'others', 'own', 'no']);

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/permissions/matrix',
  summary:
    'Role × action, on one’s own and on others’, as evidence: with the version of the model, and as CSV',
  permission: { action: 'permission.read', needs: 'workspace' },
  exportAs: 'permissions',
  response: z.object({
    version: z.string(),
    at: z.string(),
    rows: z.array(
      z.object({
        action: z.string(),
        kind: z.string(),
        area: z.string(),
        cells: z.record(z.enum(roles), cell),
      }),
    ),
    csv: z.string(),
  }),
  handler: async (_input, services) => {
    const { permissions } = accessOf(services);
    const rows = matrixOf(permissions);
    const { version } = permissions;
    return { version, at: services.clock.now(), rows: [...rows], csv: matrixCsv(rows) };
  },
});
