import type { Resource } from './render-scim.ts';
import { groupSchema, userSchema } from './render-scim.ts';

/** What clients may ask of this server before anything else (RFC 7643 sections 5 to 7); it says what is kept and no more. */
export const pageSizeMax = 200;

export function serviceProviderConfig(base: string): Resource {
  return {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'],
    patch: { supported: true },
    bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
    filter: { supported: true, maxResults: pageSizeMax },
    changePassword: { supported: false },
    sort: { supported: false },
    etag: { supported: false },
    authenticationSchemes: [
      {
        type: 'oauthbearertoken',
        name: 'Bearer token',
        description: 'The token an administrator made, in the Authorization header (RFC 6750)',
        specUri: 'https://www.rfc-editor.org/info/rfc6750',
        primary: true,
      },
    ],
    meta: { resourceType: 'ServiceProviderConfig', location: `${base}/ServiceProviderConfig` },
  };
}

export function resourceTypes(base: string): readonly Resource[] {
  return [
    resourceType(base, { id: 'User', endpoint: '/Users', schema: userSchema }),
    resourceType(base, { id: 'Group', endpoint: '/Groups', schema: groupSchema }),
  ];
}

function resourceType(
  base: string,
  { id, endpoint, schema }: { readonly id: string; readonly endpoint: string; readonly schema: string },
): Resource {
  return {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:ResourceType'],
    id,
    name: id,
    endpoint,
    schema,
    schemaExtensions: [],
    meta: { resourceType: 'ResourceType', location: `${base}/ResourceTypes/${id}` },
  };
}

export function schemas(base: string): readonly Resource[] {
  return [
    schema(base, { id: userSchema, name: 'User', attributes: userAttributes }),
    schema(base, { id: groupSchema, name: 'Group', attributes: groupAttributes }),
  ];
}

function schema(
  base: string,
  {
    id,
    name,
    attributes,
  }: { readonly id: string; readonly name: string; readonly attributes: readonly Resource[] },
): Resource {
  return {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:Schema'],
    id,
    name,
    description: `${name}, with the attributes that are kept`,
    attributes,
    meta: { resourceType: 'Schema', location: `${base}/Schemas/${id}` },
  };
}

type Traits = Readonly<Record<string, unknown>>;

function attribute(name: string, type: string, traits: Traits = {}): Resource {
  return {
    name,
    type,
    multiValued: false,
    required: false,
    caseExact: false,
    mutability: 'readWrite',
    returned: 'default',
    uniqueness: 'none',
    ...traits,
  };
}

const readOnly = { mutability: 'readOnly' };

const userAttributes: readonly Resource[] = [
  attribute('userName', 'string', { required: true, uniqueness: 'server' }),
  attribute('name', 'complex', {
    subAttributes: ['formatted', 'familyName', 'givenName'].map((part) => attribute(part, 'string')),
  }),
  attribute('displayName', 'string'),
  attribute('active', 'boolean'),
  attribute('emails', 'complex', {
    multiValued: true,
    subAttributes: [
      attribute('value', 'string'),
      attribute('type', 'string'),
      attribute('primary', 'boolean'),
    ],
  }),
  attribute('groups', 'complex', {
    ...readOnly,
    multiValued: true,
    subAttributes: [
      attribute('value', 'string', readOnly),
      attribute('$ref', 'reference', { ...readOnly, referenceTypes: ['Group'] }),
      attribute('display', 'string', readOnly),
      attribute('type', 'string', { ...readOnly, canonicalValues: ['direct'] }),
    ],
  }),
];

const groupAttributes: readonly Resource[] = [
  attribute('displayName', 'string', { required: true, uniqueness: 'server' }),
  attribute('members', 'complex', {
    multiValued: true,
    subAttributes: [
      attribute('value', 'string', { mutability: 'immutable' }),
      attribute('$ref', 'reference', { mutability: 'immutable', referenceTypes: ['User'] }),
      attribute('display', 'string', readOnly),
      attribute('type', 'string', { mutability: 'immutable', canonicalValues: ['User'] }),
    ],
  }),
];
