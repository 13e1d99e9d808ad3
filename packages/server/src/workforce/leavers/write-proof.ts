import { discloseAll, type Services } from '../../platform/index.ts';
import {
  type ProofCheckpoint,
  type ProofHead,
  type ProofOrder,
  proveEntries,
  readProofItems,
} from './build-proof.ts';

/**
 * The proof as JSON text in parts, names disclosed as they may leave. However much a run holds, a page of it is held at
 * once; what its items rest on is remembered by position alone.
 */
export async function* writeProof(
  head: ProofHead,
  order: ProofOrder,
  services: Services,
): AsyncGenerator<string> {
  const { mayShow } = order;
  const start = JSON.stringify(discloseAll(head, mayShow));
  const positions = new Set([head.run.position]);
  yield `${start.slice(0, -1)},"removals":`;
  yield* inList(readProofItems(order, null, services), (removal) => {
    for (const position of removal.positions) positions.add(position);
    return discloseAll(removal, mayShow);
  });
  yield ',"entries":';
  const checkpoints = new Map<string, ProofCheckpoint>();
  yield* inList(entriesOf(proveEntries(order, positions, services), checkpoints), (entry) => entry);
  yield `,"checkpoints":${JSON.stringify([...checkpoints.values()])}}`;
}

async function* entriesOf(pages: ReturnType<typeof proveEntries>, seen: Map<string, ProofCheckpoint>) {
  for await (const { entries, checkpoints } of pages) {
    for (const one of checkpoints) seen.set(`${one.log} ${one.size}`, one);
    yield entries;
  }
}

async function* inList<Item>(
  pages: AsyncIterable<readonly Item[]>,
  shown: (item: Item) => unknown,
): AsyncGenerator<string> {
  let isFirst = true;
  yield '[';
  for await (const page of pages) {
    const text = page.map((item) => JSON.stringify(shown(item))).join(',');
    if (text !== '') yield isFirst ? text : `,${text}`;
    isFirst &&= text === '';
  }
  yield ']';
}
