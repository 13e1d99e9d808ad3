import { describeError, type Services } from '../../platform/index.ts';
import { listCheckpoints } from '../checkpoints.store.ts';
import type { SignedHead } from '../sign-checkpoint.ts';
import { type CheckServices, checkLog } from './check-log.ts';
import { type GuardHead, readGuard, setAsideGuard, writeGuard } from './guard-file.ts';

/** Keeps the guard file up with the checkpoints that are signed. */
export interface HeadKeeper {
  /**
   * Remembers the newest checkpoints, which must be committed. A log the guard does not know is taken up with the first
   * checkpoint signed since the start, so that a lost guard is seen until then. Never throws: a guard that cannot be kept
   * is logged once, and the ledger says that it is unguarded.
   */
  remember(signed: readonly SignedHead[]): Promise<void>;
}

type KeeperServices = CheckServices & Pick<Services, 'keyring'>;

export function createHeadKeeper(services: KeeperServices): HeadKeeper {
  const startedAt = services.clock.now();
  let problem: string | null = null;
  return {
    remember: async (signed) => {
      try {
        await rememberHeads(signed, startedAt, services);
        problem = null;
      } catch (error) {
        const found = describeError(error);
        const isNew = problem === null;
        problem = found;
        if (isNew) services.log.error({ error: found }, 'the guard file could not be kept');
      }
    },
  };
}

async function rememberHeads(
  signed: readonly SignedHead[],
  startedAt: string,
  services: CheckServices,
): Promise<void> {
  const { keyDir } = services.settings;
  const guard = await readGuard(keyDir);
  const kept = guard.state === 'read' ? guard.heads : [];
  const grown: GuardHead[] = [];
  for (const one of signed) {
    const known = kept.find((head) => head.logId === one.log.id);
    const isGrown =
      known === undefined ? one.checkpoint.signedAt >= startedAt : one.checkpoint.size > known.size;
    // The data may have been put back while this process runs.
    const isPutBack = known !== undefined && !(await continues(one, known, services));
    if (isPutBack && (await checkLog(one.workspaceId, services)).length > 0) continue;
    if (isGrown) grown.push(headOf(one));
  }
  if (grown.length === 0) return;
  if (guard.state === 'damaged') await setAsideGuard(keyDir);
  const replaced = new Set(grown.map(({ logId }) => logId));
  await writeGuard(keyDir, [...kept.filter(({ logId }) => !replaced.has(logId)), ...grown]);
}

/** Whether the database still holds the very checkpoint that is remembered, and has not fallen behind it. */
async function continues(
  { workspaceId, log, checkpoint }: SignedHead,
  known: GuardHead,
  { database }: CheckServices,
): Promise<boolean> {
  if (checkpoint.size === known.size) return checkpoint.note === known.note;
  if (checkpoint.size < known.size) return false;
  const [kept] = await database.withWorkspace(workspaceId, (tx) =>
    listCheckpoints(tx, log.id, known.size + 1, 1),
  );
  return kept?.note === known.note;
}

function headOf({ workspaceId, log, checkpoint }: SignedHead): GuardHead {
  const { id: logId, origin, firstPosition } = log;
  const { size, root, note, signedAt: at } = checkpoint;
  return { workspaceId, logId, origin, firstPosition, size, root: root.toString('base64'), note, at };
}
