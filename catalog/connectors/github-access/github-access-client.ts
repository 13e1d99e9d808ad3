import {
  type ConnectorTools,
  followNextLink,
  type Http,
  type HttpRequest,
  type HttpResponse,
  type ListRead,
  readList,
  readOne,
  readPages,
  type SourceError,
} from '@daybook/kit';
import { z } from 'zod';
import type { GithubAccessSettings } from './connector.ts';
import type { PageInfo } from './graphql-answers.ts';

type Asked<Answer, Item> = {
  readonly schema: z.ZodType<Answer>;
  itemsOf(answer: NoInfer<Answer>): readonly Item[];
  keyOf(item: NoInfer<Item>): string;
  readonly what: string;
};
type GraphqlAsked<Answer, Item> = Asked<Answer, Item> & {
  readonly query: string;
  pageOf(answer: NoInfer<Answer>): PageInfo | null;
};

export type GithubAccessClient = {
  one<Answer>(path: string, schema: z.ZodType<Answer>, what: string): Promise<Answer>;
  pages<Answer, Item>(path: string, asked: Asked<Answer, Item>): Promise<ListRead<Item>>;
  list<Item extends { readonly id: number }>(
    path: string,
    schema: z.ZodType<Item[]>,
    what: string,
  ): Promise<ListRead<Item>>;
  graphql<Answer, Item>(asked: GraphqlAsked<Answer, Item>): Promise<ListRead<Item>>;
};

export function createGithubAccessClient(
  settings: GithubAccessSettings,
  { http, signal }: ConnectorTools,
): GithubAccessClient {
  const baseUrl = settings.baseUrl.replace(/\/{1,9}$/, '');
  const headers = {
    authorization: `Bearer ${settings.token}`,
    accept: 'application/vnd.github+json',
    'user-agent': 'daybook',
    'x-github-api-version': '2022-11-28',
  };
  const source = { http, signal, vendor: 'GitHub' };
  const request = (path: string) => ({ method: 'GET' as const, url: `${baseUrl}/${path}`, headers });

  function pages<Answer, Item>(path: string, asked: Asked<Answer, Item>): Promise<ListRead<Item>> {
    const first = request(`${path}${path.includes('?') ? '&' : '?'}per_page=100`);
    const nextOf = (_: unknown, response: HttpResponse, last: HttpRequest) => followNextLink(response, last);
    return readList(readPages<Answer, Item>({ ...source, ...asked, first, nextOf }));
  }

  function graphql<Answer, Item>({ query, pageOf, ...asked }: GraphqlAsked<Answer, Item>) {
    // On GitHub Enterprise Server REST is below `/api/v3` and GraphQL below `/api`.
    const url = `${baseUrl.replace(/\/api\/v3$/, '/api')}/graphql`;
    const question = (after: string | null): HttpRequest => ({
      method: 'POST',
      url,
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables: { login: settings.organisation, after } }),
    });
    const nextOf = (answer: Answer) => {
      const page = pageOf(answer);
      return page?.hasNextPage === true ? question(page.endCursor) : null;
    };
    const told = { ...source, http: graphqlHttp(http), ...asked, first: question(null), nextOf };
    return readList(readPages<Answer, Item>(told));
  }

  return {
    one: async (path, schema, what) =>
      (await readOne({ ...source, request: request(path), schema, what })).answer,
    pages,
    list: (path, schema, what) =>
      pages(path, { schema, what, itemsOf: (answer) => answer, keyOf: ({ id }) => String(id) }),
    graphql,
  };
}

const failed = z.object({
  data: z.union([z.null(), z.object({ organization: z.null() })]).optional(),
  errors: z.array(z.object({ type: z.string().optional() })).min(1),
});
const statusByType: Readonly<Record<string, number>> = {
  NOT_FOUND: 404,
  RATE_LIMITED: 429,
  FORBIDDEN: 403,
  INSUFFICIENT_SCOPES: 403,
};

/** GraphQL tells failures inside of a 200; here they stand as the status REST would give. */
function graphqlHttp(http: Http): Http {
  return {
    async send(request) {
      const response = await http.send(request);
      const failure = response.status === 200 ? failed.safeParse(parseJson(response.text)) : null;
      if (failure?.success !== true) return response;
      return { ...response, status: statusByType[failure.data.errors[0]?.type ?? ''] ?? 502 };
    },
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Some lists are for owners, apps or paid plans alone; what they tell is unknown without them. */
export function isNotOffered(failure: SourceError | null): boolean {
  return failure?.code === 'source-refused' || failure?.code === 'source-not-found';
}
