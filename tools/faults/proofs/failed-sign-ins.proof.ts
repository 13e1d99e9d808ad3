import { setTimeout as wait } from 'node:timers/promises';
import { flood } from '../flood.ts';
import { type OwnServer, openOwnServer, owner, setUpOwner } from '../own-server.ts';
import type { Proof, ProofContext } from '../proof-context.ts';

const connections = 16;
const sources = 4;
/** Hashing stops at 30 a minute for an account, and at 60 for a source. */
const hashesPerAccountAndMinute = 30;
const hashesPerSourceAndMinute = 60;
const entriesPerAccountAndMinute = 6;
/** A few tries in a process that was idle: what it takes to warm up, and nothing to speak of besides. */
const grownMegabytesMax = 200;
const parts = 10;
/** Over 900,000 tries: 18 bytes a try would show. */
const grownWarmMegabytesMax = 16;
const settleMs = 90_000;

/** A million failed sign-ins from four sources, half against one account, half against made-up ones. */
export const proof: Proof = {
  name: 'failed-sign-ins',
  run: async ({ isSmall, say, random }) => {
    await using own = await openOwnServer();
    const cookie = await setUpOwner(own);
    const tries = isSmall ? 1_600 : 1_000_000;
    const startedAt = performance.now();
    const memory = watchMemory();
    const statuses = new Map<number, number>();
    // A process that was idle until now warms up in the first part; from there on nothing may grow.
    const warmed: number[] = [];
    for (let part = 0; part < parts; part += 1) {
      for (const [status, count] of await attack(own, tries / parts, random))
        statuses.set(status, (statuses.get(status) ?? 0) + count);
      warmed.push(process.memoryUsage().rss / 1_048_576);
    }
    const seconds = (performance.now() - startedAt) / 1000;
    const grown = memory.stop();
    const grownWarm = Math.round((warmed.at(-1) ?? 0) - (warmed[0] ?? 0));
    const hashed = statuses.get(401) ?? 0;
    const refused = statuses.get(429) ?? 0;
    refuseOthers(statuses);
    if (hashed + refused !== tries) throw new Error(`${tries - hashed - refused} tries had no answer`);
    if (hashed > hashesMax(seconds)) throw new Error(`${hashed} passwords were hashed`);
    if (isSmall && grown > grownMegabytesMax) throw new Error(`memory grew by ${grown} MB`);
    if (!isSmall && grownWarm > grownWarmMegabytesMax)
      throw new Error(`memory grew by ${grownWarm} MB after the first tenth`);
    say(
      `${tries} failed sign-ins in ${seconds.toFixed(0)} s (${Math.round(tries / seconds)} a second): ${hashed} hashed, ${refused} refused before hashing; memory grew by ${grown} MB at most, of that ${grownWarm} MB after the first tenth`,
    );
    if (!isSmall) await settle(own, cookie, seconds, say);
  },
};

async function attack(own: OwnServer, tries: number, random: () => number) {
  const total = new Map<number, number>();
  const each = tries / connections;
  const runs = Array.from({ length: connections }, (_, connection) =>
    flood({
      port: own.port,
      requests: each,
      from: `127.0.0.${(connection % sources) + 2}`,
      pathAndBody: (index) => {
        const email = index % 2 === 0 ? owner.email : `nobody-${Math.floor(random() * 1e9)}@company.example`;
        return { path: '/api/sign-in', body: JSON.stringify({ email, password: 'not the right phrase' }) };
      },
    }),
  );
  for (const statuses of await Promise.all(runs))
    for (const [status, count] of statuses) total.set(status, (total.get(status) ?? 0) + count);
  return total;
}

function refuseOthers(statuses: ReadonlyMap<number, number>): void {
  const others = [...statuses.keys()].filter((status) => status !== 401 && status !== 429);
  if (others.length > 0) throw new Error(`answers that no sign-in may get: ${others.join(', ')}`);
}

/** Each source may be looked at 60 times a minute; windows that begin and end within count twice. */
function hashesMax(seconds: number): number {
  return sources * hashesPerSourceAndMinute * (Math.ceil(seconds / 60) + 1);
}

/** Once the minutes are over: few entries, and the owner comes in. */
async function settle(
  { ask }: OwnServer,
  cookie: string,
  seconds: number,
  say: ProofContext['say'],
): Promise<void> {
  await wait(settleMs);
  const path = '/api/workspaces/default/ledger/entries?type=sign-in.failed@1&limit=200';
  // A list of our own route.
  const { items } = (await ask('GET', path, cookie)).body as { readonly items: readonly object[] };
  const minutes = Math.ceil(seconds / 60) + 1;
  if (items.length > entriesPerAccountAndMinute * minutes)
    throw new Error(`${items.length} entries were written`);
  const { status } = await ask('POST', '/api/sign-in', '', { email: owner.email, password: owner.password });
  if (status !== 200) throw new Error(`the owner was not let in: ${status}`);
  say(
    `${items.length} entries in ${minutes} minutes, at most ${hashesPerAccountAndMinute} hashes a minute for the account; the owner signs in`,
  );
}

function watchMemory() {
  const before = process.memoryUsage().rss;
  let most = before;
  const timer = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss);
  }, 250);
  return {
    /** Megabytes it grew by at most. */
    stop: () => {
      clearInterval(timer);
      return Math.round((most - before) / 1_048_576);
    },
  };
}
