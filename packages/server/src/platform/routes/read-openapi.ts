import { z } from 'zod';
import { defineRoute } from '../define-route.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/openapi.json',
  summary: 'This description of the API',
  permission: { action: 'openapi.read', needs: 'public' },
  response: z.unknown(),
  responseKind: 'stream',
  handler: async ({ request, reply }) => reply.send(request.server.swagger()),
});
