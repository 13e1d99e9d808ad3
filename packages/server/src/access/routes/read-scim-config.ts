import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { providerParams } from '../scim/list-query.ts';
import { scimDialect } from '../scim/scim-problem.ts';
import { serveConfig } from '../scim/serve-documents.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/scim/:provider/v2/ServiceProviderConfig',
  summary: 'SCIM: what this server can do',
  permission: { action: 'scim-config.read', needs: 'public', token: 'scim' },
  params: providerParams,
  response: z.unknown(),
  responseKind: 'stream',
  dialect: scimDialect,
  handler: (input, services) => serveConfig(input, services),
});
