import { z } from 'zod';
import { defineRoute, refuse } from '../../platform/index.ts';
import { findSubjects } from '../find-subjects.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/subjects',
  summary: 'People by name, mail address or login, to find whom an erasure or a hold is about',
  permission: { action: 'subject.list', needs: 'workspace' },
  params: z.object({ workspace: z.string() }),
  query: z.object({ search: z.string().trim().min(2).max(200) }),
  response: z.object({
    items: z.array(
      z.object({
        subject: z.string(),
        name: z.string().nullable(),
        email: z.string().nullable(),
        login: z.string().nullable(),
      }),
    ),
  }),
  handler: async ({ workspaceId, query, actor }, services) => {
    // Readers see names where they occur; going through all of them is for those who may act on it.
    if (actor.label === 'reader') refuse('forbidden', 'your role does not allow `subject.list`');
    const items = await services.database.withWorkspace(workspaceId, (tx) =>
      findSubjects(tx, query.search, services),
    );
    return { items: [...items] };
  },
});
