import type { Operation } from './describe-operations.ts';
import { makeValue, pick, type Random } from './make-value.ts';

export type FuzzRequest = {
  readonly method: Operation['method'];
  readonly url: string;
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

const crashesKeptMax = 20;

/** These never end, or end the session that asks. */
const left: readonly string[] = ['/live', '/api/sign-out'];

/** Sends made-up requests to every operation, the same ones for the same numbers, and keeps what no request may get. */
export async function fuzzOperations(
  operations: readonly Operation[],
  perOperation: number,
  random: Random,
  send: Send,
): Promise<FuzzReport> {
  const statuses: Record<string, number> = {};
  const crashes: Crash[] = [];
  let requests = 0;
  for (const operation of operations.filter(({ path }) => !left.some((end) => path.endsWith(end)))) {
    for (let i = 0; i < perOperation; i += 1) {
      const request = makeRequest(operation, random);
      const answer = await send(request);
      requests += 1;
      statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
      if (answer.status >= 500 && crashes.length < crashesKeptMax) crashes.push({ request, answer });
    }
  }
  return { requests, statuses, crashes };
}

function makeRequest({ method, path, query, body }: Operation, random: Random): FuzzRequest {
  const filled = path.replace(/\{([^}]+)\}/g, (_all, name: string) =>
    name === 'workspace' && random() < 0.95 ? 'default' : encoded(makeValue({ type: 'string' }, random)),
  );
  const asked = Object.entries(query)
    .filter(() => random() < 0.6)
    .map(([name, schema]) => `${name}=${encoded(makeValue(schema, random))}`);
  const url = asked.length === 0 ? filled : `${filled}?${asked.join('&')}`;
  return { method, url, body: method === 'GET' ? null : makeBody(body, random) };
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
