import { record, takesEntries } from '../ledger/index.ts';
import type { Actor, Services, WorkspaceId } from '../platform/index.ts';
import { ownWords } from '../redaction/index.ts';
import type { StoredPackage } from './packages.store.ts';

type Download = {
  readonly workspaceId: WorkspaceId;
  readonly actor: Actor;
  readonly taken: StoredPackage;
};

/**
 * Writes down that a package left, before it does. A forked log takes no entry, and what it held must be had all the same to
 * find out what happened: then the server's own log says it.
 */
export async function recordDownload(download: Download, services: Services): Promise<void> {
  const { workspaceId, actor, taken } = download;
  if (!(await services.database.withWorkspace(workspaceId, takesEntries))) {
    services.log.warn(
      { workspaceId, package: taken.id },
      'no entry was made of a download: the log is forked',
    );
    return;
  }
  const now = services.clock.now();
  const { id, framework, from, to, bytes, hasNames } = taken;
  const entry = {
    type: 'package.downloaded@1',
    actor,
    occurredAt: now,
    observedAt: now,
    refs: [id],
    payload: ownWords({ package: id, what: `package of ${framework}`, from, to, bytes, hasNames }),
  } as const;
  await record(workspaceId, entry, services);
}
