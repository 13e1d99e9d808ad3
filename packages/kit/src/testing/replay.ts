/** One request as it reached the replay server. */
export type ReplayRequest = {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The address of the server itself, for links to next pages. */
  readonly baseUrl: string;
};

/** A body that is no text is sent as JSON. Status 200 where none is given. */
export type ReplayAnswer = {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
};

/** Null where the source has nothing at such a path: 404. */
export type ReplayRoutes = (request: ReplayRequest) => ReplayAnswer | null;

/** A source as one connector's tests play it; exported as `replay` from `replay.ts` beside the connector. */
export type Replay = {
  /** Settings of the connector for a server at this address. */
  settings(baseUrl: string): unknown;
  readonly routes: ReplayRoutes;
  /**
   * Records of each population, by `<kind> <scope>`; all populations stand here, also those with 0. Where the address of the
   * source is part of a scope, `source.example` stands for it.
   */
  readonly expect: Readonly<Record<string, number>>;
  /** Whether the source hands out the address of the next page, only a token or number for it, or has no pages at all. */
  readonly nextBy: 'address' | 'token' | 'none';
  /** Whether a request asks for a page after the first; absent: by the names paging usually has. */
  isNextPage?(request: ReplayRequest): boolean;
};
