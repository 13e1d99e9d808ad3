import { z } from 'zod';
import { append } from '../../ledger/index.ts';
import { defineRoute } from '../../platform/index.ts';
import { readRowsAlone, writeRowsAlone } from '../disclosure/exports.store.ts';
import { accessEntry } from '../permissions/access-entry.ts';

export const route = defineRoute({
  method: 'PUT',
  path: '/api/workspaces/:workspace/exports/limit',
  summary: 'From how many rows on an export needs a second person',
  permission: { action: 'setting.change', needs: 'workspace' },
  params: z.object({ workspace: z.string() }),
  body: z.object({ rowsAlone: z.int().min(0).max(100_000) }),
  response: z.object({ rowsAlone: z.int() }),
  handler: async ({ workspaceId, actor, body: { rowsAlone } }, services) => {
    services.keyring.assertOpen();
    await services.database.withWorkspace(workspaceId, async (tx) => {
      const before = { rowsAlone: await readRowsAlone(tx) };
      const at = services.clock.now();
      const entry = accessEntry(
        'export-limit.changed@1',
        { actor, at, refs: [] },
        { before, after: { rowsAlone } },
      );
      const [appended] = await append(tx, [entry], services);
      await writeRowsAlone(tx, rowsAlone, appended?.position ?? -1);
    });
    services.live.publish(workspaceId, 'ledger');
    return { rowsAlone };
  },
});
