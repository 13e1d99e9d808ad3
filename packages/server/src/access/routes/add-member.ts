import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { addMember } from '../add-member.ts';
import { personRoles } from '../permissions/role.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/members',
  summary: 'Add a person to the workspace',
  permission: { action: 'member.create', needs: 'workspace' },
  body: z.object({
    name: z.string().trim().min(1).max(200),
    email: z.email().max(320),
    role: z.enum(personRoles),
    password: z.string().min(1).max(1000),
  }),
  response: z.object({
    subject: z.string(),
    signIn: z.enum(['new', 'existing']),
    state: z.enum(['added', 'waiting']),
  }),
  handler: ({ body, actor, workspaceId }, services) => addMember({ ...body, actor, workspaceId }, services),
});
