import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { projectionQuery, resourceParams } from '../scim/list-query.ts';
import { scimDialect } from '../scim/scim-problem.ts';
import { serveUserReplacement } from '../scim/serve-users.ts';

export const route = defineRoute({
  method: 'PUT',
  path: '/api/scim/:provider/v2/Users/:id',
  summary: 'SCIM: a person as the provider has them now',
  permission: { action: 'scim-user.replace', needs: 'public', token: 'scim' },
  params: resourceParams,
  query: projectionQuery,
  body: z.unknown(),
  response: z.unknown(),
  responseKind: 'stream',
  dialect: scimDialect,
  handler: (input, services) => serveUserReplacement(input, services),
});
