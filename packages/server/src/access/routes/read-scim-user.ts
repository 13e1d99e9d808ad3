import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { projectionQuery, resourceParams } from '../scim/list-query.ts';
import { scimDialect } from '../scim/scim-problem.ts';
import { serveUser } from '../scim/serve-users.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/scim/:provider/v2/Users/:id',
  summary: 'SCIM: one person',
  permission: { action: 'scim-user.read', needs: 'public', token: 'scim' },
  params: resourceParams,
  query: projectionQuery,
  response: z.unknown(),
  responseKind: 'stream',
  dialect: scimDialect,
  handler: (input, services) => serveUser(input, services),
});
