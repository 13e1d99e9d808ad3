import { pick, type Random } from './make-value.ts';

const patch = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
const user = 'urn:ietf:params:scim:schemas:core:2.0:User';
const group = 'urn:ietf:params:scim:schemas:core:2.0:Group';

/** Requests as identity providers send them, and what somebody with their token could. */
const scimBodies: readonly unknown[] = [
  {
    schemas: [user],
    userName: 'ada@company.example',
    active: true,
    emails: [{ value: 'ada@company.example', primary: true }],
  },
  {
    schemas: [user],
    userName: 'bob@company.example',
    active: 'False',
    name: { givenName: 'B', familyName: 'E' },
  },
  { schemas: [group], displayName: 'Group', members: [{ value: 'x' }] },
  { schemas: [patch], Operations: [{ op: 'Replace', path: 'active', value: 'False' }] },
  {
    schemas: [patch],
    Operations: [{ op: 'add', path: 'emails[type eq "work"].value', value: 'a@b.example' }],
  },
  { schemas: [patch], Operations: [{ op: 'replace', path: '__proto__.admin', value: true }] },
  {
    schemas: [patch],
    Operations: [{ op: 'remove', path: 'members[value eq "x" or (value eq "y" and not (value sw "z"))]' }],
  },
  { schemas: [patch], Operations: Array.from({ length: 500 }, () => ({ op: 'add', value: { title: 'x' } })) },
  { schemas: [patch], Operations: [{ op: 'add', path: `emails${'['.repeat(2_000)}`, value: 1 }] },
  { schemas: [user], userName: 'a'.repeat(50_000) },
  [],
  'text',
  7,
];

const scimFilters: readonly string[] = [
  'userName eq "ada@company.example"',
  'userName eq "\' or 1=1 --"',
  'not (userName pr) and (active eq true or externalId sw "x")',
  'emails[type eq "work" and value co "@"]',
  `${'('.repeat(3_000)}userName pr${')'.repeat(3_000)}`,
  Array.from({ length: 300 }, () => 'userName eq "a"').join(' or '),
  Array.from({ length: 12 }, () => '(a eq "1" or b eq "2")').join(' and '),
  'meta.lastModified gt "not a time"',
  'userName eq "\\u0000"',
  'userName',
  'eq eq eq',
];

const entities = Array.from({ length: 9 }, (_, i) => `<!ENTITY e${i + 1} "${`&e${i};`.repeat(10)}">`).join(
  '',
);
const samlp = 'xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"';

const samlTexts: readonly string[] = [
  `<?xml version="1.0"?><!DOCTYPE r [<!ENTITY e0 "ha">${entities}]><samlp:Response ${samlp}>&e9;</samlp:Response>`,
  `<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><samlp:Response ${samlp}>&x;</samlp:Response>`,
  `<samlp:Response ${samlp} ID="a" InResponseTo="b" Version="2.0">${'<a>'.repeat(20_000)}</samlp:Response>`,
  `<samlp:Response ${samlp}>${' a="b"'.repeat(5_000)}</samlp:Response>`,
  `<samlp:Response ${samlp} ID="a"/>`,
  '<',
  '',
  '\u0000',
  'not xml at all',
];

export function makeScimBody(random: Random): unknown {
  return pick(scimBodies, random);
}

export function makeScimFilter(random: Random): string {
  return pick(scimFilters, random);
}

/** What a browser posts for a SAML provider. */
export function makeSamlForm(random: Random): string {
  const text = pick(samlTexts, random);
  const SAMLResponse = random() < 0.9 ? Buffer.from(text).toString('base64') : text;
  return new URLSearchParams({
    SAMLResponse,
    RelayState: pick(['', 'a', 'x'.repeat(200)], random),
  }).toString();
}
