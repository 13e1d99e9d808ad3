import { z } from 'zod';
import { append } from '../../ledger/index.ts';
import { defineRoute } from '../../platform/index.ts';
import { ownWords } from '../../redaction/index.ts';
import { rightsShape } from '../requests/request-shapes.ts';
import { readTemplates, removeTemplate, writeTemplate } from '../role-changes/role-changes.store.ts';

export const route = defineRoute({
  method: 'PUT',
  path: '/api/workspaces/:workspace/role-templates',
  summary: 'Say which dangerous rights a role may hold on a system; null takes the template away',
  permission: { action: 'role-change.write-template', needs: 'workspace' },
  params: z.object({ workspace: z.string() }),
  body: z.object({
    role: z.string().trim().min(1).max(200),
    system: z.string().trim().min(1).max(200),
    rights: rightsShape.nullable(),
  }),
  response: z.object({ role: z.string(), system: z.string(), rights: rightsShape.nullable() }),
  handler: async ({ workspaceId, actor, body: { role, system, rights } }, services) => {
    await services.database.withWorkspace(workspaceId, async (tx) => {
      const known = (await readTemplates(tx)).find((one) => one.role === role && one.system === system);
      const before = known === undefined ? null : { rights: [...known.rights] };
      const at = services.clock.now();
      const payload = ownWords({ role, system, before, after: rights === null ? null : { rights } });
      const told = { actor, occurredAt: at, observedAt: at, refs: [], payload };
      const [appended] = await append(tx, [{ type: 'role-template.changed@1', ...told }], services);
      const position = appended?.position ?? -1;
      if (rights === null) await removeTemplate(tx, { role, system });
      else await writeTemplate(tx, { role, system, rights, by: actor.id, position });
    });
    services.live.publish(workspaceId, 'ledger');
    return { role, system, rights };
  },
});
