import { setTimeout as wait } from 'node:timers/promises';
import { openCluster } from '../cluster.ts';
import { type Attacked, openAttacked } from '../open-proof.ts';
import type { Proof } from '../proof-context.ts';
import { spawnWriter } from '../spawn-writer.ts';

const killsPerLedger = 10;
const delayMsMax = 150;

/** Writers are killed at random moments, from before their first commit on; each ledger goes on after ten of them. */
export const proof: Proof = {
  name: 'killed-writers',
  run: async ({ random, isSmall, say }) => {
    const kills = isSmall ? 4 : 200;
    await using cluster = await openCluster();
    const totals = { acknowledged: 0, entries: 0, unacknowledged: 0 };
    let attacked: Attacked | null = null;
    const spawn = (ledger: Attacked, kill: number) =>
      spawnWriter({ cluster, workspaceId: ledger.workspaceId, name: `w${kill}`, keyDir: ledger.keyDir });
    for (let kill = 0; kill < kills; kill += 1) {
      if (attacked === null || kill % killsPerLedger === 0) {
        attacked = await openAttacked(cluster, kill % (2 * killsPerLedger) === 0 ? 'file' : 'database');
      }
      const writer = await spawn(attacked, kill);
      writer.go();
      if (random() < 0.7) await writer.acknowledgedOnce();
      await wait(random() * delayMsMax);
      writer.kill();
      await writer.ended;
      const { entries, unacknowledged } = await attacked.survive([writer]);
      totals.acknowledged += writer.acknowledged.length;
      const isLast = kill === kills - 1 || (kill + 1) % killsPerLedger === 0;
      if (!isLast) continue;
      totals.entries += entries;
      totals.unacknowledged += unacknowledged;
    }
    if (totals.acknowledged === 0) throw new Error('no writer lived long enough to write anything');
    say(
      `${kills} writers killed: ${totals.acknowledged} acknowledged entries, all there once; ${totals.unacknowledged} more had committed before anybody was told`,
    );
  },
};
