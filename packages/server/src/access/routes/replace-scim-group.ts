import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { projectionQuery, resourceParams } from '../scim/list-query.ts';
import { scimDialect } from '../scim/scim-problem.ts';
import { serveGroupReplacement } from '../scim/serve-groups.ts';

export const route = defineRoute({
  method: 'PUT',
  path: '/api/scim/:provider/v2/Groups/:id',
  summary: 'SCIM: a group as the provider has it now',
  permission: { action: 'scim-group.replace', needs: 'public', token: 'scim' },
  params: resourceParams,
  query: projectionQuery,
  body: z.unknown(),
  response: z.unknown(),
  responseKind: 'stream',
  dialect: scimDialect,
  handler: (input, services) => serveGroupReplacement(input, services),
});
