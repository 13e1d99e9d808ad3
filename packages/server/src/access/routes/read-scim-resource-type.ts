import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { resourceParams } from '../scim/list-query.ts';
import { scimDialect } from '../scim/scim-problem.ts';
import { serveResourceType } from '../scim/serve-documents.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/scim/:provider/v2/ResourceTypes/:id',
  summary: 'SCIM: one kind of resource',
  permission: { action: 'scim-resource-type.read', needs: 'public', token: 'scim' },
  params: resourceParams,
  response: z.unknown(),
  responseKind: 'stream',
  dialect: scimDialect,
  handler: (input, services) => serveResourceType(input, input.params.id, services),
});
