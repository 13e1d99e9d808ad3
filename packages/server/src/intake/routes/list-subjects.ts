import { z } from 'zod';
import { defineRoute, personalText } from '../../platform/index.ts';
import { findSubjects } from '../find-subjects.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/subjects',
  summary: 'People by name, mail address or login, to find whom an erasure or a hold is about',
  permission: { action: 'subject.list', needs: 'workspace', discloses: ['name', 'email', 'login'] },
  params: z.object({ workspace: z.string() }),
  query: z.object({ search: z.string().trim().min(2).max(200) }),
  response: z.object({
    items: z.array(
      z.object({
        subject: z.string(),
        name: personalText.nullable(),
        email: personalText.nullable(),
        login: personalText.nullable(),
      }),
    ),
  }),
  handler: async ({ workspaceId, query, may }, services) => {
    const search = {
      words: query.search,
      mayShow: (personalClass: string) => may({ kind: 'evidence' }, `${personalClass}.disclose`),
    };
    const items = await services.database.withWorkspace(workspaceId, (tx) =>
      findSubjects(tx, search, services),
    );
    return { items: [...items] };
  },
});
