import { z } from 'zod';
import { needConnector } from '../../connections/index.ts';
import { defineRoute, refuse } from '../../platform/index.ts';
import { saveFileMapping } from '../save-file-mapping.ts';

const term = z.string().min(1).max(200);
const answer = z.enum(['yes', 'no', 'unknown']);
const roleAnswers = z.strictObject({
  administer: answer,
  export: answer,
  connect: answer,
  publish: answer,
});
const rolesMax = 500;

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/file-mappings',
  summary: 'Remembers what the columns and roles of such files mean, for the next one',
  permission: { action: 'file-mapping.save', needs: 'workspace' },
  params: z.object({ workspace: z.string() }),
  body: z.object({
    connector: z.string().max(80).default('table'),
    fingerprint: z.string().regex(/^[0-9a-f]{64}$/),
    name: z.string().trim().min(1).max(200),
    settings: z.strictObject({
      kind: z.string().max(40),
      /** Field → column. */
      mapping: z.record(z.string().max(40), z.string().min(1).max(500)),
      /** Role → the four dangerous rights. */
      roles: z
        .record(term, roleAnswers)
        .refine((roles) => Object.keys(roles).length <= rolesMax)
        .optional(),
      system: term.optional(),
    }),
  }),
  response: z.object({ fingerprint: z.string(), savedAt: z.string() }),
  handler: async ({ workspaceId, body, actor }, services) => {
    const connector = needConnector(services, body.connector);
    const checked = connector.settings.safeParse({ path: '-', ...body.settings });
    if (!checked.success) refuse('settings-invalid', 'the file reader does not know a field or a kind given');
    const saved = await services.database.withWorkspace(workspaceId, (tx) =>
      saveFileMapping(tx, body, actor, services),
    );
    return { fingerprint: saved.fingerprint, savedAt: saved.savedAt };
  },
});
