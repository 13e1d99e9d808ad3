import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { projectionQuery, resourceParams } from '../scim/list-query.ts';
import { scimDialect } from '../scim/scim-problem.ts';
import { serveGroupPatch } from '../scim/serve-groups.ts';

export const route = defineRoute({
  method: 'PATCH',
  path: '/api/scim/:provider/v2/Groups/:id',
  summary: 'SCIM: rename a group, add or remove members',
  permission: { action: 'scim-group.patch', needs: 'public', token: 'scim' },
  params: resourceParams,
  query: projectionQuery,
  body: z.unknown(),
  response: z.unknown(),
  responseKind: 'stream',
  dialect: scimDialect,
  handler: (input, services) => serveGroupPatch(input, services),
});
