import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { projectionQuery, providerParams } from '../scim/list-query.ts';
import { scimDialect } from '../scim/scim-problem.ts';
import { serveGroupCreation } from '../scim/serve-groups.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/scim/:provider/v2/Groups',
  summary: 'SCIM: add a group',
  permission: { action: 'scim-group.create', needs: 'public', token: 'scim' },
  params: providerParams,
  query: projectionQuery,
  body: z.unknown(),
  response: z.unknown(),
  responseKind: 'stream',
  dialect: scimDialect,
  handler: (input, services) => serveGroupCreation(input, services),
});
