import { ExchangeFailed, type Services, type WorkspaceId } from '../../platform/index.ts';
import { newestLog } from '../logs.store.ts';
import { listLogKeys } from '../succession/log-keys.store.ts';
import { reportForeignHead } from '../succession/report-foreign-head.ts';
import { listTargets } from './anchor-targets.store.ts';
import { type KeyedLog, readWitnessHead } from './find-foreign-head.ts';

/** Starting waits no longer for witnesses than this. */
const startTimeoutMs = 2_000;

/**
 * Before anything is signed after a start: the newest head each witness saw is held against the log here, so that an older
 * backup is found even where this machine remembers nothing. A witness that cannot be reached says nothing; the next
 * hourly confirmation meets it.
 */
export async function compareWithWitnesses(
  workspaceIds: Iterable<WorkspaceId>,
  services: Pick<Services, 'database' | 'clock' | 'log' | 'settings'>,
): Promise<void> {
  await Promise.all([...workspaceIds].map((workspaceId) => compareOne(workspaceId, services)));
}

async function compareOne(
  workspaceId: WorkspaceId,
  services: Pick<Services, 'database' | 'clock' | 'log' | 'settings'>,
): Promise<void> {
  const known = await services.database.withWorkspace(workspaceId, async (tx) => {
    const log = await newestLog(tx);
    const witnesses = (await listTargets(tx)).filter((target) => target.kind === 'witness');
    if (log === null || witnesses.length === 0) return null;
    const logKeys = (await listLogKeys(tx, log.id)).map((key) => key.verifierKey);
    return { keyed: { log, logKeys } satisfies KeyedLog, witnesses };
  });
  if (known === null) return;
  await Promise.all(
    known.witnesses.map(async (target) => {
      const head = await readWitnessHead(target, known.keyed, services, startTimeoutMs).catch(nothingSaid);
      if (head === null) return;
      const { size, root } = head;
      await reportForeignHead(
        { workspaceId, by: target.name, logId: known.keyed.log.id, size, root },
        services,
      );
    }),
  );
}

function nothingSaid(error: unknown): null {
  if (error instanceof ExchangeFailed) return null;
  throw error;
}
