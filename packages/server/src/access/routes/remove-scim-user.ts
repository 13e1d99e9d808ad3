import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { projectionQuery, resourceParams } from '../scim/list-query.ts';
import { scimDialect } from '../scim/scim-problem.ts';
import { serveUserRemoval } from '../scim/serve-users.ts';

export const route = defineRoute({
  method: 'DELETE',
  path: '/api/scim/:provider/v2/Users/:id',
  summary: 'SCIM: take a person out of the workspace',
  permission: { action: 'scim-user.remove', needs: 'public', token: 'scim' },
  params: resourceParams,
  query: projectionQuery,
  response: z.unknown(),
  responseKind: 'stream',
  dialect: scimDialect,
  handler: (input, services) => serveUserRemoval(input, services),
});
