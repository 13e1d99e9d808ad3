import { z } from 'zod';
import { append } from '../../ledger/index.ts';
import { defineRoute } from '../../platform/index.ts';
import { ownWords } from '../../redaction/index.ts';
import { readRequestDays, writeRequestDays } from '../requests/requests.store.ts';

export const route = defineRoute({
  method: 'PUT',
  path: '/api/workspaces/:workspace/access-requests/days',
  summary: 'Within how many days of its approval an access may appear',
  permission: { action: 'setting.change', needs: 'workspace' },
  params: z.object({ workspace: z.string() }),
  body: z.object({ days: z.int().min(1).max(90) }),
  response: z.object({ days: z.int() }),
  handler: async ({ workspaceId, actor, body: { days } }, services) => {
    services.keyring.assertOpen();
    await services.database.withWorkspace(workspaceId, async (tx) => {
      const before = { days: await readRequestDays(tx) };
      const at = services.clock.now();
      const payload = ownWords({ before, after: { days } });
      const told = { actor, occurredAt: at, observedAt: at, refs: [], payload };
      const [appended] = await append(tx, [{ type: 'access-request-days.changed@1', ...told }], services);
      await writeRequestDays(tx, days, appended?.position ?? -1);
    });
    services.live.publish(workspaceId, 'ledger');
    return { days };
  },
});
