import { readFileSync } from 'node:fs';
import { type Connector, type Emission, type Http, type HttpRequest, recordSchemas } from '@daybook/kit';
import { z } from 'zod';

/** What a source answered, by method and address without its query. */
export type RecordedAnswers = ReadonlyMap<string, string>;

const har = z.object({
  log: z.object({
    entries: z.array(
      z.object({
        request: z.object({ method: z.string(), url: z.string() }),
        response: z.object({ status: z.int(), content: z.object({ text: z.string().optional() }) }),
      }),
    ),
  }),
});

export function answersOfHars(paths: readonly string[]): RecordedAnswers {
  const entries = paths.flatMap((path) => har.parse(JSON.parse(readFileSync(path, 'utf8'))).log.entries);
  return new Map(
    entries
      .filter(({ response }) => response.status === 200)
      .map(({ request, response }) => [keyOf(request), response.content.text ?? '']),
  );
}

type Question = { readonly method: string; readonly url: string };

/**
 * A cassette of HTTP exchanges as go-vcr writes it: after each address comes the body of its answer, quoted or as a block.
 * `key` says what of a question tells two apart; without it the query does not.
 */
export function answersOfCassette(
  path: string,
  key: (question: Question) => string = keyOf,
): RecordedAnswers {
  const answers = new Map<string, string>();
  let url: string | null = null;
  const lines = readFileSync(path, 'utf8').split('\n');
  for (const [i, line] of lines.entries()) {
    const asked = /^ {1,12}url: (https?:\S+)$/.exec(line)?.[1];
    if (asked !== undefined) url = asked;
    const quoted = /^ {1,12}body: '(.*)'$/.exec(line)?.[1];
    const body =
      quoted?.replaceAll("''", "'") ?? (/^ {1,12}body: \|$/.test(line) ? blockAfter(lines, i) : null);
    if (url === null || body === null) continue;
    answers.set(key({ method: 'GET', url }), body);
    url = null;
  }
  return answers;
}

function blockAfter(lines: readonly string[], at: number): string {
  const indent = /^ */.exec(lines[at + 1] ?? '')?.[0] ?? '';
  const rest = lines.slice(at + 1);
  const end = rest.findIndex((line) => line !== '' && !line.startsWith(indent));
  return rest.slice(0, end < 0 ? undefined : end).join('\n');
}

/** Reads a connector against recorded answers; what was not recorded answers as `otherwise` says. */
export async function collectRecorded(
  connector: Connector,
  settings: unknown,
  answers: RecordedAnswers,
  otherwise: (request: HttpRequest) => { readonly status: number; readonly text: string },
) {
  const http: Http = {
    send: async (request) => {
      const text = answers.get(keyOf(request));
      return { headers: {}, ...(text === undefined ? otherwise(request) : { status: 200, text }) };
    },
  };
  const tools = { http, now: () => '2026-01-01T00:00:00.000Z', signal: new AbortController().signal };
  const emissions: Emission[] = [];
  for await (const one of connector.collect(connector.settings.parse(settings), tools)) emissions.push(one);
  const records = emissions.flatMap((one) => (one.type === 'record' ? [one] : []));
  const invalid = records.filter(({ kind, record }) => !recordSchemas[kind].safeParse(record).success).length;
  const accounts = records.flatMap(({ kind, record }) =>
    kind === 'account' ? [recordSchemas.account.parse(record)] : [],
  );
  const grants = records.filter(({ kind }) => kind === 'grant').length;
  return { accounts, grants, invalid, emissions };
}

function keyOf({ method, url }: Question): string {
  return `${method} ${url.replace(/\?.*$/, '')}`;
}
