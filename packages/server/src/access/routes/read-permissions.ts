import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';
import { accessOf } from '../access-state.ts';
import { areasOf, kindOf } from '../permissions/action-groups.ts';
import { readModelVersion } from '../permissions/permission-model.store.ts';
import { effectOf, sentenceOf } from '../permissions/policy-set.ts';
import { roles, roleTexts, weightyRoles } from '../permissions/role.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/permissions',
  summary: 'The permission model: its version, the policies with their sentences, and what each role may do',
  permission: { action: 'permission.read', needs: 'workspace' },
  response: z.object({
    version: z.string(),
    /** The entry that tells of this version; null until it was written. */
    position: z.int().nullable(),
    policies: z.array(
      z.object({
        id: z.string(),
        effect: z.enum(['permit', 'forbid']),
        description: z.string(),
        text: z.string(),
      }),
    ),
    roles: z.array(
      z.object({
        id: z.enum(roles),
        name: z.string(),
        summary: z.string(),
        /** Given by two people, as far as there are two owners. */
        needsSecondPerson: z.boolean(),
        actions: z.array(z.string()),
      }),
    ),
    actions: z.array(z.string()),
    /** What each action opens, in the words of its routes; none for what shows a class of values. */
    words: z.array(
      z.object({ action: z.string(), kind: z.string(), area: z.string(), says: z.array(z.string()) }),
    ),
  }),
  handler: async ({ workspaceId }, services) => {
    const told = await services.database.withWorkspace(workspaceId, readModelVersion);
    const { permissions, summaries } = accessOf(services);
    const context = { mfa: true, mfaRequired: true, now: services.clock.now() };
    const policies = Object.entries(permissions.policies).map(([id, text]) => ({
      id,
      effect: effectOf(text),
      description: sentenceOf(text),
      text,
    }));
    const views = roles.map((id) => ({
      id,
      ...roleTexts[id],
      needsSecondPerson: weightyRoles.includes(id),
      actions: [...permissions.allowedActions({ role: id }, context)],
    }));
    const words = permissions.actions.map((action) => ({
      action,
      kind: kindOf(action),
      area: areasOf(action)[0] ?? 'other',
      says: [...(summaries.get(action) ?? [])],
    }));
    const { version } = permissions;
    const position = told?.version === version ? told.position : null;
    return { version, position, policies, roles: views, actions: [...permissions.actions], words };
  },
});
