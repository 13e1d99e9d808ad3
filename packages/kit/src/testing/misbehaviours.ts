import type { Replay, ReplayAnswer, ReplayRequest } from './replay.ts';

export type Misbehaviour = {
  readonly name: string;
  /** `all`: no population may be complete; `filled`: none that should hold something; `paged`: none that was paged wrongly. */
  readonly spoils: 'all' | 'filled' | 'paged';
  /** What the source answers instead; null: it never answers. Made new for each run, as some remember. */
  start(replay: Replay): (request: ReplayRequest, good: () => ReplayAnswer | null) => ReplayAnswer | null;
};

/** Where `next-elsewhere` sends whoever follows it; nothing may ever be asked there. */
export const elsewhere = 'https://elsewhere.example';

/** Everything a source does wrong in the contract of connectors. */
export const misbehaviours: readonly Misbehaviour[] = [
  always('401', { status: 401, body: { message: 'who are you' } }),
  always('403', { status: 403, body: { message: 'not for you' } }),
  always('429 for ever', { status: 429, headers: { 'retry-after': '30' }, body: { message: 'later' } }),
  always('500', { status: 500, body: { message: 'broken' } }),
  { name: 'time-out', spoils: 'all', start: () => () => null },
  changing('truncated JSON', 'all', (answer) => {
    const text = textOf(answer.body);
    return { ...answer, body: text.slice(0, Math.floor(text.length / 2)) };
  }),
  changing('changed envelope', 'all', (answer) => ({ ...answer, body: otherEnvelope(answer.body) })),
  changing('changed items', 'filled', (answer) => ({ ...answer, body: otherItems(answer.body, false) })),
  changing('next page on another host', 'paged', (answer, { baseUrl }) => ({
    ...answer,
    headers: JSON.parse(JSON.stringify(answer.headers ?? {}).replaceAll(baseUrl, elsewhere)),
    body: JSON.parse(JSON.stringify(answer.body ?? null).replaceAll(baseUrl, elsewhere)),
  })),
  { name: 'repeated page', spoils: 'paged', start: startRepeating },
];

function always(name: string, answer: ReplayAnswer): Misbehaviour {
  return { name, spoils: 'all', start: () => () => answer };
}

function changing(
  name: string,
  spoils: Misbehaviour['spoils'],
  change: (answer: ReplayAnswer, request: ReplayRequest) => ReplayAnswer,
): Misbehaviour {
  return {
    name,
    spoils,
    start: () => (request, good) => {
      const answer = good();
      return answer === null ? { status: 404, body: {} } : change(answer, request);
    },
  };
}

/** Answers every further page by the first of its list. */
function startRepeating(replay: Replay) {
  const firstByPath = new Map<string, ReplayAnswer>();
  const isNext = replay.isNextPage ?? isNextPage;
  return (request: ReplayRequest, good: () => ReplayAnswer | null): ReplayAnswer => {
    const first = firstByPath.get(request.path);
    if (isNext(request) && first !== undefined) return first;
    const answer = good() ?? { status: 404, body: {} };
    firstByPath.set(request.path, answer);
    return answer;
  };
}

const numbers = /^(page|startAt|start_index|startIndex|offset|sysparm_offset)$/;
const tokens = /^(after|cursor|pageToken|page_token|page\[after\]|starting_after|next|\$skiptoken|Marker)$/;

/** Whether the address or the form asks for a page after the first, by the names paging usually has. */
export function isNextPage({ query, body, headers }: ReplayRequest): boolean {
  const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true;
  const fields = [...query, ...(isForm ? new URLSearchParams(body) : [])];
  return fields.some(
    ([name, value]) =>
      (tokens.test(name) && value !== '') ||
      (numbers.test(name) && Number(value) > (/page|index$/i.test(name) ? 1 : 0)),
  );
}

function textOf(body: unknown): string {
  return typeof body === 'string' ? body : JSON.stringify(body ?? null);
}

/** The same under other names at the top, as after a new version of the interface. */
function otherEnvelope(body: unknown): unknown {
  if (typeof body === 'string') return `<changed>${body}`;
  if (Array.isArray(body)) return { renamed: body };
  return renamed(body);
}

/** The same with other names inside of lists; in XML of all elements that hold no others. */
function otherItems(body: unknown, isInList: boolean): unknown {
  if (typeof body === 'string' && body.startsWith('<'))
    return body.replace(/<(\w{1,100})>([^<]*)<\/\1>/g, '<renamed$1>$2</renamed$1>');
  if (Array.isArray(body)) return body.map((one) => otherItems(one, true));
  if (typeof body !== 'object' || body === null) return body;
  const inner = Object.fromEntries(
    Object.entries(body).map(([name, value]) => [name, otherItems(value, /^\d+$/.test(name))]),
  );
  return isInList ? renamed(inner) : inner;
}

function renamed(body: unknown): unknown {
  if (typeof body !== 'object' || body === null) return { renamed: body };
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [`renamed_${name}`, value]));
}
