import { listPopulations, readItems } from '../facts/index.ts';
import { replayProjection } from '../facts/replay/replay-projection.ts';
import { listEntriesBefore, newestLog } from '../ledger/index.ts';
import type { TestServices } from './open-test-services.ts';

/** Whether following the ledger from its beginning gives the facts that are kept. */
export function replayed({ services, workspaceId }: TestServices) {
  const control = { signal: new AbortController().signal, onProgress: () => undefined };
  return services.database.withWorkspace(workspaceId, (tx) =>
    replayProjection(tx, { size: null }, services, control),
  );
}

/** How often each type stands among the newest thousand entries, judgements apart. */
export async function typesOf({
  services,
  workspaceId,
}: TestServices): Promise<Readonly<Record<string, number>>> {
  return services.database.withWorkspace(workspaceId, async (tx) => {
    const log = await newestLog(tx);
    const query = { logId: log?.id ?? '', before: Number.MAX_SAFE_INTEGER, type: null, limit: 1_000 };
    const types = (await listEntriesBefore(tx, query)).map((row): string => JSON.parse(row.text).type);
    const counts: Record<string, number> = {};
    for (const type of types) if (type !== 'check.ran@1') counts[type] = (counts[type] ?? 0) + 1;
    return counts;
  });
}

export async function itemCount({ services, workspaceId }: TestServices): Promise<number> {
  const read = services.database.withWorkspace(workspaceId, (tx) =>
    readItems(tx, { kind: 'account', limit: 1_000 }),
  );
  return (await read).length;
}

export async function populations({ services, workspaceId }: TestServices) {
  return services.database.withWorkspace(workspaceId, (tx) => listPopulations(tx, services));
}
