import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { listQuery, providerParams } from '../scim/list-query.ts';
import { scimDialect } from '../scim/scim-problem.ts';
import { serveUserList } from '../scim/serve-users.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/scim/:provider/v2/Users',
  summary: 'SCIM: people the identity provider keeps, filtered and by page',
  permission: { action: 'scim-user.list', needs: 'public', token: 'scim' },
  params: providerParams,
  query: listQuery,
  response: z.unknown(),
  responseKind: 'stream',
  dialect: scimDialect,
  handler: (input, services) => serveUserList(input, services),
});
