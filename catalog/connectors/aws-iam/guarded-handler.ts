import { type Http, isRateLimited, SourceError } from '@daybook/kit';

/** The parts of a signed request of AWS's client that are sent. */
export type SignedRequest = {
  readonly method: string;
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number | undefined;
  readonly path: string;
  readonly query?: unknown;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
};

/** The network sets these two itself, to what was signed. */
const setByNetwork = ['host', 'content-length'];

/**
 * Sends what AWS's client has signed through Daybook's own HTTP, so that its host, limits, time-outs and waiting hold here
 * too. Refusals and failures end the call at once: they are waited out already, or waiting cannot help.
 */
export function guardedHandler(http: Http, baseUrl: string) {
  const { origin } = new URL(baseUrl);
  return {
    async handle(request: SignedRequest) {
      const port = request.port === undefined ? '' : `:${request.port}`;
      const url = new URL(`${request.protocol}//${request.hostname}${port}${request.path}`);
      if (url.origin !== origin || request.method !== 'POST') throw strayed();
      const headers = Object.entries(request.headers).filter(
        ([name]) => !setByNetwork.includes(name.toLowerCase()),
      );
      const body = textOf(request.body);
      const response = await http.send({
        method: 'POST',
        url: url.href,
        headers: Object.fromEntries(headers),
        body,
      });
      const failure = failureOf(response.status, response.text, isRateLimited(response));
      if (failure !== null) throw failure;
      const answer = {
        statusCode: response.status,
        headers: response.headers,
        body: new TextEncoder().encode(response.text),
      };
      return { response: answer };
    },
  };
}

function textOf(body: unknown): string {
  if (typeof body === 'string') return body;
  if (body instanceof Uint8Array) return new TextDecoder().decode(body);
  return '';
}

function strayed(): SourceError {
  return new SourceError(
    'source-refused',
    'a request to AWS would leave the host the connection was set up with',
    'check the address of the connection',
  );
}

function failureOf(status: number, text: string, isLimited: boolean): SourceError | null {
  const code = /<Code>(\w{1,60})<\/Code>/.exec(text)?.[1];
  const words = code === undefined ? `${status}` : `${status}, \`${code}\``;
  if (isLimited) {
    return new SourceError(
      'source-rate-limited',
      `AWS still limits the rate of calls (${words})`,
      'collect again later',
    );
  }
  if (status === 401 || status === 403) {
    return new SourceError(
      'source-refused',
      `AWS refuses what was asked with this key (${words})`,
      'check the key, and give its user the policy the connector names',
    );
  }
  if (status < 500) return null;
  return new SourceError(
    'source-unreachable',
    `AWS answered with a failure however often it was asked (${words})`,
    'collect again later; https://health.aws.amazon.com says whether AWS has a failure',
  );
}
