import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { projectionQuery, resourceParams } from '../scim/list-query.ts';
import { scimDialect } from '../scim/scim-problem.ts';
import { serveUserPatch } from '../scim/serve-users.ts';

export const route = defineRoute({
  method: 'PATCH',
  path: '/api/scim/:provider/v2/Users/:id',
  summary: 'SCIM: change, deactivate or reactivate a person',
  permission: { action: 'scim-user.patch', needs: 'public', token: 'scim' },
  params: resourceParams,
  query: projectionQuery,
  body: z.unknown(),
  response: z.unknown(),
  responseKind: 'stream',
  dialect: scimDialect,
  handler: (input, services) => serveUserPatch(input, services),
});
