import { defineRoute, pageOf, pageQuery } from '../../platform/index.ts';
import { listOwnSessions } from '../sign-in/list-sessions.ts';
import { sessionShape } from '../sign-in/session-shape.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/account/sessions',
  summary: 'Where one is signed in oneself, newest first',
  permission: { action: 'own-session.list', needs: 'signed-in' },
  query: pageQuery,
  response: pageOf(sessionShape),
  handler: ({ request, query }, services) => listOwnSessions(request, query, services),
});
