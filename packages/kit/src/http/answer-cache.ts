import { createHash } from 'node:crypto';
import type { HttpRequest, HttpResponse } from '../http.ts';

/** Answers that carried an `ETag`, so that the same question can be asked with `If-None-Match` (RFC 9110 13.1.2). */
export type AnswerCache = {
  /** The request with its condition, or unchanged where nothing is known. */
  conditional(request: HttpRequest): HttpRequest;
  /** The kept answer for a `304`, else the answer itself, which is kept where it carries an `ETag`. */
  resolve(request: HttpRequest, response: HttpResponse): HttpResponse;
};

/** Holds the latest answers in memory, oldest dropped first. Only for one connection: answers depend on its credentials. */
export function createAnswerCache(entriesMax: number): AnswerCache {
  const kept = new Map<string, HttpResponse>();
  return {
    conditional(request) {
      const etag = request.method === 'GET' ? kept.get(keyOf(request))?.headers.etag : undefined;
      if (etag === undefined) return request;
      return { ...request, headers: { ...request.headers, 'if-none-match': etag } };
    },
    resolve(request, response) {
      const key = keyOf(request);
      if (response.status === 304) return kept.get(key) ?? response;
      if (request.method !== 'GET' || response.status !== 200 || response.headers.etag === undefined)
        return response;
      kept.delete(key);
      kept.set(key, response);
      for (const oldest of [...kept.keys()].slice(0, Math.max(0, kept.size - entriesMax)))
        kept.delete(oldest);
      return response;
    },
  };
}

/** Credentials are part of the question, and only their hash is kept. */
function keyOf(request: HttpRequest): string {
  const headers = JSON.stringify(Object.entries(request.headers).sort());
  return createHash('sha256').update(`${request.url}\n${headers}`).digest('hex');
}
