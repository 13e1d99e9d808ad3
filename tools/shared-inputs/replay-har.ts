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
  return (request: ReplayRequest) =>
    answers.get(`${request.method} ${request.path} ${distinguish(request)}`) ?? null;
}

function answerOf({ response }: Entry): ReplayAnswer {
  return { status: response.status, body: response.content?.text ?? '' };
}
