import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { resourceParams } from '../scim/list-query.ts';
import { scimDialect } from '../scim/scim-problem.ts';
import { serveSchema } from '../scim/serve-documents.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/scim/:provider/v2/Schemas/:id',
  summary: 'SCIM: the attributes of one kind',
  permission: { action: 'scim-schema.read', needs: 'public', token: 'scim' },
  params: resourceParams,
  response: z.unknown(),
  responseKind: 'stream',
  dialect: scimDialect,
  handler: (input, services) => serveSchema(input, input.params.id, services),
});
