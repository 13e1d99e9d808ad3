import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { providerParams } from '../scim/list-query.ts';
import { scimDialect } from '../scim/scim-problem.ts';
import { serveResourceTypes } from '../scim/serve-documents.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/scim/:provider/v2/ResourceTypes',
  summary: 'SCIM: people and groups',
  permission: { action: 'scim-resource-type.list', needs: 'public', token: 'scim' },
  params: providerParams,
  response: z.unknown(),
  responseKind: 'stream',
  dialect: scimDialect,
  handler: (input, services) => serveResourceTypes(input, services),
});
