/** One request to a source. The path is joined to the host the connector was given; other hosts are refused. */
export type HttpRequest = {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
};

export type HttpResponse = {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
};

/**
 * The only way a connector reaches the outside. Each call has a time-out and a size limit, follows redirects only within
 * the host it began at, waits out 429 and 5xx within a budget, and then answers what the source last said.
 * Throws `SourceError` with `source-unreachable` when no answer came.
 */
export interface Http {
  send(request: HttpRequest): Promise<HttpResponse>;
}
