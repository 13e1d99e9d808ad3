import { defineRoute } from '../../platform/index.ts';
import { policyAnswerShape, readPolicy } from '../federation/policy-view.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/sign-in-policy',
  summary:
    'What sign-ins into the workspace must be, what waits for a second person, and what enforcing would need',
  permission: { action: 'sign-in-policy.read', needs: 'workspace' },
  response: policyAnswerShape,
  handler: ({ workspaceId, actor }, services) => readPolicy(workspaceId, actor, services),
});
