import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { projectionQuery, providerParams } from '../scim/list-query.ts';
import { scimDialect } from '../scim/scim-problem.ts';
import { serveUserCreation } from '../scim/serve-users.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/scim/:provider/v2/Users',
  summary: 'SCIM: add a person',
  permission: { action: 'scim-user.create', needs: 'public', token: 'scim' },
  params: providerParams,
  query: projectionQuery,
  body: z.unknown(),
  response: z.unknown(),
  responseKind: 'stream',
  dialect: scimDialect,
  handler: (input, services) => serveUserCreation(input, services),
});
