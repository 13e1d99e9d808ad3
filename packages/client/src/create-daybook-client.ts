import createClient, { type Client } from 'openapi-fetch';
import type { paths } from './api.generated.ts';
import { refusalOf, unreachable } from './api-error.ts';

export type DaybookClient = Client<paths>;

export type ClientOptions = {
  /** `http://host:port`, or empty for the page's own origin. */
  readonly baseUrl: string;
  /** Replaces the network, e.g. by a request over a unix socket. */
  readonly fetch?: (request: Request) => Promise<Response>;
};

/** The API of one server, typed by its own description. Wrap every call in `read`. */
export function createDaybookClient({ baseUrl, fetch }: ClientOptions): DaybookClient {
  return createClient<paths>({ baseUrl, ...(fetch && { fetch }) });
}

type Answer<Data> = { readonly data?: Data; readonly error?: unknown; readonly response: Response };

/** The body of a successful answer. Throws `ApiError` for a refusal and for silence. */
export async function read<Data>(call: Promise<Answer<Data>>): Promise<Data> {
  const answer = await call.catch((error: unknown) => {
    throw isAborted(error) ? error : unreachable();
  });
  const { data, error, response } = answer;
  if (!response.ok) throw refusalOf(error, response.status);
  if (data === undefined) throw refusalOf(undefined, response.status);
  return data;
}

function isAborted(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}
