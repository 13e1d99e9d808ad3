import { request } from 'node:http';

export type ScimAnswerSeen = {
  readonly status: number;
  readonly contentType: string;
  /** Parsed; null where there is none. */
  // Tests look into answers of many shapes.
  // biome-ignore lint/suspicious/noExplicitAny: each test says what it expects of the body
  readonly body: any;
};

export type ScimClient = (
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
) => Promise<ScimAnswerSeen>;

export type ClientOptions = {
  readonly port: number;
  readonly provider: string;
  readonly token: string | null;
  readonly mediaType?: string;
};

/** Calls over real HTTP on this machine. Text is sent as it is. */
export function scimClient({
  port,
  provider,
  token,
  mediaType = 'application/scim+json',
}: ClientOptions): ScimClient {
  return (method, path, body) =>
    new Promise((resolve, reject) => {
      const sent = body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body);
      const headers = {
        accept: 'application/scim+json',
        ...(token !== null && { authorization: `Bearer ${token}` }),
        ...(sent !== null && { 'content-type': mediaType, 'content-length': Buffer.byteLength(sent) }),
      };
      const url = { host: '127.0.0.1', port, path: `/api/scim/${provider}/v2${path}`, method, headers };
      const call = request(url, async (response) => {
        const chunks: Buffer[] = [];
        for await (const chunk of response) chunks.push(chunk);
        const text = Buffer.concat(chunks).toString('utf8');
        resolve({
          status: response.statusCode ?? 0,
          contentType: response.headers['content-type'] ?? '',
          body: text === '' ? null : JSON.parse(text),
        });
      });
      call.on('error', reject);
      call.end(sent ?? undefined);
    });
}

export const patchSchema = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
export const userSchema = 'urn:ietf:params:scim:schemas:core:2.0:User';
export const groupSchema = 'urn:ietf:params:scim:schemas:core:2.0:Group';
export const enterpriseSchema = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

/** As Entra writes it: operations by capital letters. */
export function entraPatch(...operations: readonly object[]) {
  return { schemas: [patchSchema], Operations: operations };
}

/** What Entra sends for a new person with the usual mapping of attributes. */
export function entraUser(name: string, changes: object = {}) {
  return {
    schemas: [userSchema, enterpriseSchema],
    externalId: `ext-${name}`,
    userName: `${name}@company.example`,
    active: true,
    displayName: `${name} Example`,
    emails: [{ primary: true, type: 'work', value: `${name}@company.example` }],
    meta: { resourceType: 'User' },
    name: { formatted: `${name} Example`, givenName: name, familyName: 'Example' },
    title: 'Agent',
    roles: [],
    [enterpriseSchema]: { department: 'Support' },
    ...changes,
  };
}

/** What Okta sends. */
export function oktaUser(name: string, changes: object = {}) {
  return {
    schemas: [userSchema],
    userName: `${name}@company.example`,
    name: { givenName: name, familyName: 'Example' },
    emails: [{ primary: true, value: `${name}@company.example`, type: 'work' }],
    displayName: `${name} Example`,
    locale: 'en-US',
    externalId: `00u${name}`,
    groups: [],
    password: 'never kept 1 2 3',
    active: true,
    ...changes,
  };
}
