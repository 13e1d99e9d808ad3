import { SourceError } from '@daybook/kit';
import { z } from 'zod';
import { findConnection } from '../../connections/index.ts';
import { defineRoute, refuse, refuseSample, type Services, type WorkspaceId } from '../../platform/index.ts';
import { connectionFor, fileOf, isLive, settingsOf } from '../import-order.ts';
import { recordUnreadable } from '../record-unreadable.ts';
import { claimPull } from '../run-pull.ts';

const body = z.object({
  connector: z.string().max(80),
  /** A file or folder of the server's own machine. */
  path: z.string().min(1).max(4_096).optional(),
  upload: z.string().max(80).optional(),
  /** An existing connection that this file continues, e.g. next month's export. */
  connection: z.string().max(80).optional(),
  settings: z.record(z.string(), z.unknown()).optional(),
});

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/imports',
  summary: 'Reads a file or folder once: connects it when it is new, then collects it in the background',
  permission: { action: 'import.create', needs: 'workspace' },
  params: z.object({ workspace: z.string() }),
  body,
  response: z.object({ pull: z.string(), connection: z.string() }),
  handler: async ({ workspaceId, body: order, actor }, services) => {
    if (order.upload === undefined || isLive(order.connector, services)) {
      await services.database.withWorkspace(workspaceId, (tx) => refuseSample(tx, workspaceId));
    }
    const { path, name } = await fileOf(workspaceId, order, services);
    const looked = await settingsOf(order, { path, workspaceId }, services).catch((error: unknown) => {
      if (error instanceof SourceError) return error;
      throw error;
    });
    if (looked instanceof SourceError) {
      const { connector, connection } = order;
      if (connection !== undefined) await requireContinued(workspaceId, { connector, connection }, services);
      const failed = { workspaceId, connector, connection, error: looked, actor };
      return { pull: await recordUnreadable(failed, services), connection: connection ?? '' };
    }
    const { settings } = looked;
    const { pull, connection } = await services.database.withWorkspace(workspaceId, async (tx) => {
      const connection = await connectionFor(tx, { order, settings, name, actor }, services);
      const pull = await claimPull(tx, { workspaceId, connection, actor }, services);
      return { pull, connection };
    });
    pull.begin();
    return { pull: pull.id, connection };
  },
});

/** Throws `not-found` where the connection a file is to continue is not there, or reads something else. */
async function requireContinued(
  workspaceId: WorkspaceId,
  { connector, connection }: { readonly connector: string; readonly connection: string },
  services: Services,
): Promise<void> {
  const known = await services.database.withWorkspace(workspaceId, (tx) => findConnection(tx, connection));
  if (known === null || known.connector !== connector) refuse('not-found');
}
