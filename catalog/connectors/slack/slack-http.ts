import { type Http, type HttpRequest, SourceError, type SourceErrorCode } from '@daybook/kit';
import { z } from 'zod';

const refusal = z.object({
  ok: z.literal(false),
  error: z.string().optional(),
  needed: z.string().optional(),
});

/** Slack's error codes, https://docs.slack.dev/reference/methods; a code that is in no list counts as a change of the API. */
const codes: readonly (readonly [SourceErrorCode, readonly string[]])[] = [
  [
    'source-refused',
    `invalid_auth not_authed account_inactive token_revoked token_expired no_permission missing_scope access_denied
    org_login_required ekm_access_denied not_allowed_token_type team_access_not_granted paid_only plan_upgrade_required
    not_allowed accesslimited enterprise_is_restricted two_factor_setup_required team_not_eligible`.split(
      /\s+/,
    ),
  ],
  ['source-rate-limited', ['ratelimited', 'rate_limited']],
  [
    'source-unreachable',
    ['fatal_error', 'internal_error', 'service_unavailable', 'request_timeout', 'team_added_to_org'],
  ],
];

/** Slack answers its refusals with status 200 and `ok: false`: they become the failures they are. */
export function slackHttp(http: Http): Http {
  return {
    async send(request) {
      const response = await http.send(request);
      const refused = response.status === 200 ? refusal.safeParse(parseJson(response.text)) : null;
      if (refused?.success === true) throw failureOf(refused.data);
      return response;
    },
  };
}

export function slackRequest(
  settings: { readonly baseUrl: string; readonly token: string },
  method: string,
  query: Readonly<Record<string, string>> = {},
): HttpRequest {
  const url = new URL(`${settings.baseUrl.replace(/\/{1,9}$/, '')}/${method}`);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return {
    method: 'GET',
    url: url.href,
    headers: {
      authorization: `Bearer ${settings.token}`,
      accept: 'application/json',
      'user-agent': 'daybook',
    },
  };
}

function failureOf({ error, needed }: z.infer<typeof refusal>): SourceError {
  const known = error !== undefined && /^[a-z_0-9]{1,60}$/.test(error) ? error : 'no reason';
  const code = codes.find(([, errors]) => errors.includes(known))?.[0] ?? 'source-changed';
  const scopes = needed !== undefined && /^[\w:.,]{1,200}$/.test(needed) ? ` (\`${needed}\`)` : '';
  return new SourceError(
    code,
    `Slack answered that it is not ok: \`${known}\`${scopes}`,
    code === 'source-refused'
      ? 'give the app the scope it lacks, install it again, and store its new token'
      : 'collect again later; https://slack-status.com says whether Slack has a failure',
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
