import { setTimeout as wait } from 'node:timers/promises';
import { openCluster } from '../cluster.ts';
import { openAttacked } from '../open-proof.ts';
import type { Proof } from '../proof-context.ts';
import { spawnWriter } from '../spawn-writer.ts';

const delayMsMax = 400;
const patienceMs = 20_000;

/** PostgreSQL is stopped at once (SIGQUIT) or killed under its writers; every call of theirs must end, with a reason. */
export const proof: Proof = {
  name: 'stopped-database',
  run: async ({ random, isSmall, say }) => {
    const rounds = isSmall ? 2 : 20;
    await using cluster = await openCluster();
    const attacked = await openAttacked(cluster, 'file');
    let refused = 0;
    for (let round = 0; round < rounds; round += 1) {
      const { workspaceId, keyDir } = attacked;
      const writer = await spawnWriter({ cluster, workspaceId, name: `d${round}`, keyDir });
      writer.go();
      await writer.acknowledgedOnce();
      await wait(random() * delayMsMax);
      await cluster.end(round % 2 === 0 ? 'SIGQUIT' : 'SIGKILL');
      const hasEnded = await Promise.race([writer.ended, wait(patienceMs, null, { ref: false })]);
      if (hasEnded !== true) {
        writer.kill();
        throw new Error(`a writer ${hasEnded === null ? 'hangs' : 'broke down'} when its database is gone`);
      }
      refused += writer.refusals.length;
      await cluster.ensureRunning();
      await attacked.survive([writer]);
    }
    if (refused === 0) throw new Error('no call was under way when the database ended');
    say(
      `${rounds} databases stopped: ${attacked.acknowledged.length} acknowledged entries, all there once; ${refused} calls were refused, none hung`,
    );
  },
};
