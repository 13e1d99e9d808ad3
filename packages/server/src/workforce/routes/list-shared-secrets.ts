import { z } from 'zod';
import { defineRoute, pageOf, pageQuery } from '../../platform/index.ts';
import { nameClasses } from '../access-list/access-shapes.ts';
import { nextOf, secretShape } from '../custody/custody-shapes.ts';
import { namePeople, peopleShape } from '../custody/name-people.ts';
import { listSecrets } from '../custody/secrets.store.ts';
import { viewSecrets } from '../custody/view-custody.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/shared-secrets',
  summary: 'Passwords and keys that several people know: who, and when each was changed',
  permission: { action: 'shared-secret.list', needs: 'workspace', discloses: nameClasses },
  exportAs: 'shared-secrets',
  params: z.object({ workspace: z.string() }),
  query: pageQuery,
  response: pageOf(secretShape).extend({ people: peopleShape }),
  handler: ({ workspaceId, query: { cursor, limit } }, services) =>
    services.database.withWorkspace(workspaceId, async (tx) => {
      const rows = await listSecrets(tx, { after: cursor ?? null, limit });
      const subjects = rows.flatMap((row) => [
        ...row.knownBy,
        ...row.formerlyKnownBy.map(({ subject }) => subject),
        ...(row.owner === null ? [] : [row.owner]),
      ]);
      return {
        items: await viewSecrets(tx, rows, services),
        nextCursor: nextOf(rows, limit),
        people: await namePeople(tx, subjects, services),
      };
    }),
});
