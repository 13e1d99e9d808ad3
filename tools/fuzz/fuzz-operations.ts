import type { Operation } from './describe-operations.ts';
import { makeValue, pick, type Random } from './make-value.ts';
import { makeSamlForm, makeScimBody, makeScimFilter } from './protocol-bodies.ts';

/** Who asks: a person with a second factor, a key, an identity provider, nobody. */
export type Asker = 'person' | 'key' | 'provider' | 'nobody';

export type FuzzRequest = {
  readonly method: Operation['method'];
  readonly url: string;
  readonly asker: Asker;
  /** Of the body; null sends none. */
  readonly mediaType: string | null;
  /** As it goes over the wire; null sends none. */
  readonly body: string | null;
};

export type FuzzAnswer = { readonly status: number; readonly text: string };

export type Send = (request: FuzzRequest) => Promise<FuzzAnswer>;

/** An answer no request may get: a status of 500 or more. */
export type Crash = { readonly request: FuzzRequest; readonly answer: FuzzAnswer };

export type FuzzReport = {
  readonly requests: number;
  readonly statuses: Readonly<Record<string, number>>;
  readonly crashes: readonly Crash[];
};

export type FuzzOrder = {
  readonly perOperation: number;
  readonly random: Random;
  /** Requests under way at once. */
  readonly parallel: number;
  /** What stands for the provider in the paths of SCIM. */
  readonly provider: string;
};

const crashesKeptMax = 20;

/** These never end, end the session that asks, or seal the whole installation anew with each call. */
const left: readonly string[] = ['/live', '/api/sign-out', '/master-key/replace'];

/** Sends made-up requests to every operation, the same ones for the same numbers, and keeps what no request may get. */
export async function fuzzOperations(
  operations: readonly Operation[],
  order: FuzzOrder,
  send: Send,
): Promise<FuzzReport> {
  const statuses: Record<string, number> = {};
  const crashes: Crash[] = [];
  let requests = 0;
  const waiting = makeRequests(operations, order);
  const work = async () => {
    for (const request of waiting) {
      const answer = await send(request);
      requests += 1;
      statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
      if (answer.status >= 500 && crashes.length < crashesKeptMax) crashes.push({ request, answer });
    }
  };
  await Promise.all(Array.from({ length: order.parallel }, work));
  return { requests, statuses, crashes };
}

/** One stream of requests that all senders take from. */
function* makeRequests(operations: readonly Operation[], order: FuzzOrder): Generator<FuzzRequest> {
  for (const operation of operations.filter(({ path }) => !left.some((end) => path.endsWith(end)))) {
    for (let i = 0; i < order.perOperation; i += 1) yield makeRequest(operation, order);
  }
}

function makeRequest({ method, path, query, body }: Operation, { random, provider }: FuzzOrder): FuzzRequest {
  const isScim = path.startsWith('/api/scim/');
  const filled = path.replace(/\{([^}]+)\}/g, (_all, name: string) => {
    const isUsual = random() < 0.95;
    if (name === 'workspace' && isUsual) return 'default';
    if (name === 'provider' && isScim && isUsual) return provider;
    return encoded(makeValue({ type: 'string' }, random));
  });
  const asked = Object.entries(query)
    .filter(() => random() < 0.6)
    .map(([name, schema]) => {
      const isFilter = isScim && name === 'filter' && random() < 0.8;
      return `${name}=${encoded(isFilter ? makeScimFilter(random) : makeValue(schema, random))}`;
    });
  const url = asked.length === 0 ? filled : `${filled}?${asked.join('&')}`;
  const asker = pickAsker(isScim, random);
  if (method === 'GET') return { method, url, asker, mediaType: null, body: null };
  if (path.endsWith('/acs') && random() < 0.9)
    return { method, url, asker, mediaType: 'application/x-www-form-urlencoded', body: makeSamlForm(random) };
  const isTemplate = isScim && random() < 0.7;
  const text = isTemplate ? JSON.stringify(makeScimBody(random)) : makeBody(body, random);
  return { method, url, asker, mediaType: isScim ? 'application/scim+json' : 'application/json', body: text };
}

function pickAsker(isScim: boolean, random: Random): Asker {
  const turn = random();
  if (turn < 0.05) return 'nobody';
  if (isScim) return turn < 0.1 ? 'person' : 'provider';
  if (turn < 0.2) return 'key';
  return turn < 0.22 ? 'provider' : 'person';
}

function makeBody(schema: Operation['body'], random: Random): string {
  const text = JSON.stringify(makeValue(schema ?? { type: 'object' }, random)) ?? 'null';
  const turn = random();
  if (turn < 0.03) return text.slice(0, Math.floor(text.length / 2));
  if (turn < 0.05) return pick(['', '{', '[[[[', '"', 'null', '{"__proto__":{"a":1}}', '\u0000'], random);
  return text;
}

function encoded(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return encodeURIComponent(text.toWellFormed().slice(0, 3_000)) || '%20';
}
