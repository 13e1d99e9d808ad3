import {
  type ConnectorTools,
  type Http,
  type HttpRequest,
  type ListRead,
  readList,
  readOne,
  readPages,
} from '@daybook/kit';
import { z } from 'zod';
import { tokenAnswer } from './answer-schemas.ts';
import type { EntraSettings } from './connector.ts';

/** Lists of one tenant, read to their end; every list of Graph is `value` with `@odata.nextLink`. */
export type GraphClient = {
  list<Item extends { readonly id: string }>(
    path: string,
    item: z.ZodType<Item>,
    what: string,
  ): Promise<ListRead<Item>>;
};

const vendor = 'Microsoft Graph';
const listEnd = { '@odata.nextLink': z.string().optional() };

/** Graph's word for a list that the tenant's licence lacks the feature for, which therefore holds nothing. */
const licenceMissing = /"code"\s{0,9}:\s{0,9}"AadPremiumLicenseRequired"/;

function emptyWithoutLicence(http: Http): Http {
  return {
    async send(request) {
      const response = await http.send(request);
      const isMissing = [400, 403].includes(response.status) && licenceMissing.test(response.text);
      return isMissing ? { ...response, status: 200, text: '{"value":[]}' } : response;
    },
  };
}

/** Signs in as the application (OAuth 2.0 client credentials) and keeps the token in memory. Throws `SourceError`. */
export async function createGraphClient(
  settings: EntraSettings,
  { http, signal }: ConnectorTools,
): Promise<GraphClient> {
  const signIn = { http, signal, vendor: 'Microsoft', what: 'access tokens for this application' };
  const { answer } = await readOne({ ...signIn, request: tokenRequest(settings), schema: tokenAnswer });
  const baseUrl = settings.baseUrl.replace(/\/{1,9}$/, '');
  const headers = {
    authorization: `Bearer ${answer.access_token}`,
    accept: 'application/json',
    'user-agent': 'daybook',
  };
  return {
    list<Item extends { readonly id: string }>(path: string, item: z.ZodType<Item>, what: string) {
      const first: HttpRequest = { method: 'GET', url: `${baseUrl}/v1.0/${path}`, headers };
      const pages = readPages({
        http: isPremium(path) ? emptyWithoutLicence(http) : http,
        signal,
        vendor,
        what,
        first,
        schema: z.object({ value: z.array(item), ...listEnd }),
        itemsOf: ({ value }) => value,
        nextOf: ({ '@odata.nextLink': next }, _response, request) =>
          next === undefined ? null : { ...request, url: next },
        keyOf: ({ id }) => id,
      });
      return readList(pages);
    },
  };
}

/** Only what may be activated is nothing without its licence; second factors and sign-ins are there and not shown. */
function isPremium(path: string): boolean {
  return path.startsWith('roleManagement/directory/roleEligibilityScheduleInstances');
}

function tokenRequest({ loginUrl, tenant, clientId, clientSecret, baseUrl }: EntraSettings): HttpRequest {
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
    scope: `${new URL(baseUrl).origin}/.default`,
  });
  return {
    method: 'POST',
    url: `${loginUrl.replace(/\/{1,9}$/, '')}/${tenant}/oauth2/v2.0/token`,
    headers: {
      accept: 'application/json',
      'content-type': 'application/x-www-form-urlencoded',
      'user-agent': 'daybook',
    },
    body: form.toString(),
  };
}
