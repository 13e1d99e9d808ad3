import { setTimeout as wait } from 'node:timers/promises';
import { openCluster } from '../cluster.ts';
import { openAttacked } from '../open-proof.ts';
import type { Proof } from '../proof-context.ts';
import { spawnWriter } from '../spawn-writer.ts';

/** Two processes write one log at the same time, one of them is killed in the middle: the log never forks. */
export const proof: Proof = {
  name: 'racing-writers',
  run: async ({ random, isSmall, say }) => {
    const rounds = isSmall ? 1 : 5;
    const raceMs = isSmall ? 1_000 : 4_000;
    await using cluster = await openCluster();
    const attacked = await openAttacked(cluster, 'database');
    let turns = 0;
    for (let round = 0; round < rounds; round += 1) {
      const { workspaceId } = attacked;
      const writers = await Promise.all(
        ['a', 'b'].map((name) =>
          spawnWriter({ cluster, workspaceId, name: `${name}${round}`, keyDir: null }),
        ),
      );
      const [first, second] = writers;
      if (first === undefined || second === undefined) throw new Error('two writers race');
      for (const writer of writers) writer.go();
      await Promise.all(writers.map((writer) => writer.acknowledgedOnce()));
      await wait(raceMs * (0.5 + random() / 2));
      first.kill();
      second.stop();
      await first.ended;
      if (!(await second.ended)) throw new Error('a writer that was asked to end did not answer every call');
      if (second.refusals.length > 0) throw new Error(`a racing writer was refused: ${second.refusals[0]}`);
      await attacked.survive(writers);
      turns += turnsBetween(first.acknowledged, second.acknowledged);
    }
    if (turns < 10 * rounds) throw new Error('the writers hardly met each other');
    say(
      `${rounds} races of two processes: ${attacked.acknowledged.length} acknowledged entries in one order, ${turns} changes of the writer`,
    );
  },
};

type Placed = readonly { readonly position: number }[];

/** How often the next entry in the log is the other writer's. */
function turnsBetween(first: Placed, second: Placed): number {
  const writers = [
    ...first.map(({ position }) => ({ position, writer: 1 })),
    ...second.map(({ position }) => ({ position, writer: 2 })),
  ].toSorted((one, other) => one.position - other.position);
  return writers.filter(({ writer }, i) => i > 0 && writer !== writers[i - 1]?.writer).length;
}
