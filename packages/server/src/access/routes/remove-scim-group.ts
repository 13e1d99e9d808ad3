import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { projectionQuery, resourceParams } from '../scim/list-query.ts';
import { scimDialect } from '../scim/scim-problem.ts';
import { serveGroupRemoval } from '../scim/serve-groups.ts';

export const route = defineRoute({
  method: 'DELETE',
  path: '/api/scim/:provider/v2/Groups/:id',
  summary: 'SCIM: remove a group',
  permission: { action: 'scim-group.remove', needs: 'public', token: 'scim' },
  params: resourceParams,
  query: projectionQuery,
  response: z.unknown(),
  responseKind: 'stream',
  dialect: scimDialect,
  handler: (input, services) => serveGroupRemoval(input, services),
});
