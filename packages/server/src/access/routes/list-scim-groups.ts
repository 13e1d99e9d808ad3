import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { listQuery, providerParams } from '../scim/list-query.ts';
import { scimDialect } from '../scim/scim-problem.ts';
import { serveGroupList } from '../scim/serve-groups.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/scim/:provider/v2/Groups',
  summary: 'SCIM: groups the identity provider keeps',
  permission: { action: 'scim-group.list', needs: 'public', token: 'scim' },
  params: providerParams,
  query: listQuery,
  response: z.unknown(),
  responseKind: 'stream',
  dialect: scimDialect,
  handler: (input, services) => serveGroupList(input, services),
});
