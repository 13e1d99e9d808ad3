import { setTimeout as wait } from 'node:timers/promises';
import { type Cluster, openCluster } from '../cluster.ts';
import { buildFaultShim, type FaultShim, shimLacks } from '../fault-shim.ts';
import { type Attacked, openAttacked } from '../open-proof.ts';
import type { Proof, ProofContext } from '../proof-context.ts';
import { spawnWriter, type Writer } from '../spawn-writer.ts';

const fullMs = 800;
const syncDelayMs = 150;
const patienceMs = 30_000;

/** The disk is full for tables, then for the write-ahead log, then slow to sync, through the shim `fault-shim.c`. */
export const proof: Proof = {
  name: 'failing-disk',
  lacks: shimLacks,
  run: async (context) => {
    let shim: FaultShim | null = null;
    await using cluster = await openCluster((folder) => {
      shim = buildFaultShim(folder);
      return shim.environment;
    });
    if (shim === null) throw new Error('the cluster was opened without its shim');
    const attacked = await openAttacked(cluster, 'file');
    const attack = { cluster, attacked, shim };
    for (let round = 0; round < (context.isSmall ? 1 : 5); round += 1) {
      await fillDisk(attack, 'tables', round, context);
      await fillDisk(attack, 'log', round, context);
      await slowSync(attack, round, context);
    }
  },
};

type Attack = { readonly cluster: Cluster; readonly attacked: Attacked; readonly shim: FaultShim };

async function fillDisk(
  { cluster, attacked, shim }: Attack,
  part: 'tables' | 'log',
  round: number,
  { random, say }: ProofContext,
): Promise<void> {
  const before = shim.struck().refusedWrites;
  const writer = await start(cluster, attacked, `${part}${round}`);
  await wait(random() * 200);
  shim.setFull(part);
  await wait(fullMs);
  const refusedWrites = shim.struck().refusedWrites - before;
  shim.setFull(null);
  writer.stop();
  await endOf(writer);
  await cluster.ensureRunning();
  await attacked.survive([writer]);
  if (refusedWrites === 0) throw new Error(`nothing was written to the full disk for ${part}`);
  const reason = writer.refusals.find((text) => text.includes('full')) ?? writer.refusals[0] ?? 'none';
  say(
    `disk full for ${part}: ${writer.acknowledged.length} acknowledged entries, all there once; ${writer.refusals.length} calls refused ("${reason}"); ${refusedWrites} writes failed`,
  );
}

/** Every sync is slow, and then PostgreSQL is killed while some are under way. */
async function slowSync(
  { cluster, attacked, shim }: Attack,
  round: number,
  { random, say }: ProofContext,
): Promise<void> {
  const before = shim.struck().slowedSyncs;
  shim.setSyncDelay(syncDelayMs);
  const writer = await start(cluster, attacked, `slow${round}`);
  await wait(syncDelayMs * (4 + random() * 4));
  await cluster.end('SIGKILL');
  shim.setSyncDelay(0);
  await endOf(writer);
  await cluster.ensureRunning();
  await attacked.survive([writer]);
  const slowed = shim.struck().slowedSyncs - before;
  if (slowed === 0 || writer.acknowledged.length === 0) throw new Error('no sync was slow');
  say(
    `syncs ${syncDelayMs} ms slower, then killed: ${writer.acknowledged.length} acknowledged entries, all there once; ${slowed} slow syncs`,
  );
}

async function start(cluster: Cluster, { workspaceId, keyDir }: Attacked, name: string): Promise<Writer> {
  const writer = await spawnWriter({ cluster, workspaceId, name, keyDir, producers: 32 });
  writer.go();
  await writer.acknowledgedOnce();
  return writer;
}

async function endOf(writer: Writer): Promise<void> {
  const hasEnded = await Promise.race([writer.ended, wait(patienceMs, null, { ref: false })]);
  if (hasEnded === true) return;
  writer.kill();
  throw new Error(`a writer ${hasEnded === null ? 'hangs' : 'broke down'} after a fault of the disk`);
}
