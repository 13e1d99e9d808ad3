import { readFileSync } from 'node:fs';
import type { ReplayAnswer, ReplayRequest, ReplayRoutes } from '@daybook/kit/testing';
import { z } from 'zod';

const har = z.object({
  log: z.object({
    entries: z.array(
      z.object({
        request: z.object({
          method: z.string(),
          url: z.string(),
          postData: z.object({ text: z.string().optional() }).optional(),
        }),
        response: z.object({
          status: z.int(),
          headers: z.array(z.object({ name: z.string(), value: z.string() })).default([]),
          content: z.object({ text: z.string().optional() }).optional(),
        }),
      }),
    ),
  }),
});

type Entry = z.infer<typeof har>['log']['entries'][number];
/** What of a question tells two of one path apart, e.g. its filter; page sizes do not. */
export type Distinction = (asked: { readonly query: URLSearchParams; readonly body: string }) => string;

/** Answers by what was recorded in HAR files; what was not is 404. */
export function harRoutes(files: readonly string[], distinguish: Distinction): ReplayRoutes {
  const answers = new Map<string, ReplayAnswer>();
  for (const file of files) {
    for (const entry of har.parse(JSON.parse(readFileSync(file, 'utf8'))).log.entries) {
      const { pathname, searchParams } = new URL(entry.request.url);
      const body = entry.request.postData?.text ?? '';
      const key = `${entry.request.method} ${decodeURIComponent(pathname)} ${distinguish({ query: searchParams, body })}`;
      if (!answers.has(key)) answers.set(key, answerOf(entry));
    }
  }
  return (request: ReplayRequest) => {
    const answer = answers.get(`${request.method} ${request.path} ${distinguish(request)}`);
    return answer === undefined ? null : { ...answer, headers: hostedAt(answer.headers, request.baseUrl) };
  };
}

/** What of a recorded answer says how the list goes on. */
const kept = ['link', 'x-total-count'];

function answerOf({ response }: Entry): ReplayAnswer {
  const headers = response.headers.flatMap(({ name, value }) => {
    const lower = name.toLowerCase();
    return kept.includes(lower) ? [[lower, value] as const] : [];
  });
  return {
    status: response.status,
    body: response.content?.text ?? '',
    headers: Object.fromEntries(headers),
  };
}

/** The next page is asked for at the replay, as it was at the vendor. */
function hostedAt(headers: ReplayAnswer['headers'], baseUrl: string): Record<string, string> {
  const { link, ...rest } = headers ?? {};
  return link === undefined ? rest : { ...rest, link: link.replaceAll(/https:\/\/[^/>]+/g, baseUrl) };
}
