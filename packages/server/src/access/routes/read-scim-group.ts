import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { projectionQuery, resourceParams } from '../scim/list-query.ts';
import { scimDialect } from '../scim/scim-problem.ts';
import { serveGroup } from '../scim/serve-groups.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/scim/:provider/v2/Groups/:id',
  summary: 'SCIM: one group with its members',
  permission: { action: 'scim-group.read', needs: 'public', token: 'scim' },
  params: resourceParams,
  query: projectionQuery,
  response: z.unknown(),
  responseKind: 'stream',
  dialect: scimDialect,
  handler: (input, services) => serveGroup(input, services),
});
