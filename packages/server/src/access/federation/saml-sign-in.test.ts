import { inflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cookieOf, get } from '../testing/start-access.ts';
import { createSamlPeer, type SamlAnswer, type SamlPeer, withoutSignatures } from './testing/saml-peer.ts';
import {
  base,
  begin,
  type Federation,
  landingOf,
  postAnswer,
  startFederation,
  type Walk,
} from './testing/start-federation.ts';

let federation: Federation;
let peer: SamlPeer;
let provider: string;

beforeAll(async () => {
  federation = await startFederation();
  peer = await createSamlPeer();
  provider = await federation.addProvider({ kind: 'saml', metadata: peer.metadata });
});

afterAll(async () => {
  await federation?.[Symbol.asyncDispose]();
});

function at(minutes: number): string {
  return new Date(Date.parse(federation.server.services.clock.now()) + minutes * 60_000).toISOString();
}

function requestIdOf({ url }: Walk): string {
  const xml = inflateRawSync(Buffer.from(url.searchParams.get('SAMLRequest') ?? '', 'base64')).toString();
  return / ID="([^"]+)"/.exec(xml)?.[1] ?? '';
}

function answerTo(walk: Walk, more: Partial<SamlAnswer> = {}): SamlAnswer {
  const own = `http://127.0.0.1:7400/api/sso/${provider}`;
  return {
    requestId: requestIdOf(walk),
    audience: `${own}/metadata`,
    recipient: `${own}/acs`,
    email: 'sam@company.example',
    notBefore: at(-1),
    notOnOrAfter: at(4),
    ...more,
  };
}

type Attack = {
  readonly answer?: Partial<SamlAnswer>;
  readonly by?: SamlPeer;
  readonly change?: (xml: string) => string;
};

/** One whole walk with an answer that was tampered with in one way; where it ends. */
async function attack({ answer, by = peer, change = (xml) => xml }: Attack): Promise<string> {
  const walk = await begin(federation.server, provider);
  const xml = change(await by.answer(answerTo(walk, answer)));
  return landingOf(await send(walk, xml));
}

function send(walk: Walk, xml: string) {
  const relayState = walk.url.searchParams.get('RelayState') ?? '';
  return postAnswer(federation.server, provider, {
    answer: Buffer.from(xml).toString('base64'),
    relayState,
    browser: walk.browser,
  });
}

describe('a sign-in', () => {
  test('whom the provider vouches for becomes an employee and is signed in to the page that was wanted', async () => {
    const walk = await begin(federation.server, provider, '/ledger?x=1');

    const landed = await send(walk, await peer.answer(answerTo(walk)));

    expect(landed.headers.location).toBe('/ledger?x=1');
    const session = await get(federation.server, '/api/session', cookieOf(landed));
    expect(session.json()).toMatchObject({
      user: { email: 'sam@company.example', name: 'Sam Someone' },
      workspaces: [{ slug: 'default', role: 'employee' }],
    });
  });

  test('with the response signed too, and with SHA-512', async () => {
    expect(await attack({ answer: { signs: 'both' } })).toBe('/ledger');
    expect(await attack({ answer: { algorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512' } })).toBe(
      '/ledger',
    );
  });

  test('our metadata asks for signed assertions at our address', async () => {
    const metadata = await get(federation.server, `/api/sso/${provider}/metadata`);

    expect(metadata.headers['content-type']).toContain('xml');
    expect(metadata.body).toContain('WantAssertionsSigned="true"');
    expect(metadata.body).toContain(`Location="http://127.0.0.1:7400/api/sso/${provider}/acs"`);
  });
});

describe('an answer is refused', () => {
  const tampered: readonly (readonly [string, Attack, string])[] = [
    [
      'whose name was changed',
      { change: (xml) => xml.replaceAll('sam@company.example', 'olga@company.example') },
      'answer-invalid',
    ],
    ['that nobody signed', { answer: { signs: 'nothing' } }, 'answer-invalid'],
    ['of which the response alone is signed', { answer: { signs: 'response' } }, 'answer-invalid'],
    [
      'signed with SHA-1',
      { answer: { algorithm: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1' } },
      'answer-invalid',
    ],
    ['for another service', { answer: { audience: 'https://other.example/metadata' } }, 'answer-invalid'],
    ['for another address', { answer: { recipient: 'https://other.example/acs' } }, 'answer-invalid'],
    ['issued by another provider', { answer: { issuer: 'https://other.example/saml' } }, 'answer-invalid'],
    ['to another request', { answer: { requestId: '_another' } }, 'attempt-unknown'],
    ['of a domain that was not proven', { answer: { email: 'sam@elsewhere.example' } }, 'domain-not-claimed'],
    [
      'of a subdomain of a proven one',
      { answer: { email: 'sam@sub.company.example' } },
      'domain-not-claimed',
    ],
    ['with a document type', { change: (xml) => `<!DOCTYPE r [<!ENTITY a "b">]>${xml}` }, 'answer-invalid'],
    [
      'with a comment inside the name',
      {
        change: (xml) =>
          xml.replace(
            'sam@company.example</saml:NameID>',
            'sam@company.example<!---->.evil.example</saml:NameID>',
          ),
      },
      'answer-invalid',
    ],
    ['with a processing instruction', { change: (xml) => `<?php x?>${xml}` }, 'answer-invalid'],
    ['that is no XML', { change: () => '<a><b></a>' }, 'answer-invalid'],
    [
      'whose status is no success',
      { change: (xml) => xml.replace('status:Success', 'status:Responder') },
      'provider-said-no',
    ],
  ];

  test.each(tampered)('%s', async (_name, how, expected) => {
    expect(await attack(how)).toBe(expected);
  });

  test('that is over, or not yet valid, beyond a minute of difference between clocks', async () => {
    expect(await attack({ answer: { notBefore: at(-10), notOnOrAfter: at(-1) } })).toBe('answer-expired');
    expect(await attack({ answer: { notBefore: at(2), notOnOrAfter: at(5) } })).toBe('answer-expired');
    expect(await attack({ answer: { notBefore: at(-10), notOnOrAfter: at(-0.5) } })).toBe('/ledger');
    expect(await attack({ answer: { notBefore: at(-1), notOnOrAfter: at(600) } })).toBe('answer-invalid');
  });

  test('signed with a key the provider never published, also when the answer carries its certificate', async () => {
    const forger = await createSamlPeer(peer.entityId);

    expect(await attack({ by: forger })).toBe('answer-invalid');
  });

  test('that came before: the same answer, and the same assertion to a new request', async () => {
    const walk = await begin(federation.server, provider);
    const xml = await peer.answer(answerTo(walk, { assertionId: '_once' }));
    expect(landingOf(await send(walk, xml))).toBe('/ledger');

    expect(landingOf(await send(walk, xml))).toBe('attempt-unknown');
    expect(await attack({ answer: { assertionId: '_once' } })).toBe('answer-used');
  });

  test('that another browser fetches', async () => {
    const walk = await begin(federation.server, provider);
    const other = await begin(federation.server, provider);

    const landed = await send({ ...walk, browser: other.browser }, await peer.answer(answerTo(walk)));

    expect([landingOf(landed), cookieOf(landed)]).toEqual(['attempt-unknown', 'daybook_sso=']);
  });

  test('longer than 256 KiB, before anything is decoded', async () => {
    const walk = await begin(federation.server, provider);

    expect(landingOf(await send(walk, `<a>${'x'.repeat(220_000)}</a>`))).toBe('answer-invalid');
  });

  test('a form posted to any other route', async () => {
    const answer = await federation.server.app.inject({
      method: 'POST',
      url: '/api/sign-in',
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'http://127.0.0.1:7400' },
      payload: 'email=a&password=b',
    });

    expect([answer.statusCode, answer.json().error.code]).toEqual([400, 'bad-request']);
  });
});

describe('signature wrapping', () => {
  const assertionOf = (xml: string) => /<saml:Assertion[\s\S]*<\/saml:Assertion>/.exec(xml)?.[0] ?? '';
  const forge = (assertion: string) =>
    withoutSignatures(assertion)
      .replaceAll('sam@company.example', 'olga@company.example')
      .replace(/ ID="[^"]*"/, ' ID="_forged"');
  const signatureOf = (xml: string) => /<ds:Signature[\s\S]*<\/ds:Signature>/.exec(xml)?.[0] ?? '';

  const variants: readonly (readonly [string, (xml: string) => string])[] = [
    [
      'a forged assertion before the signed one',
      (xml) => xml.replace(assertionOf(xml), forge(assertionOf(xml)) + assertionOf(xml)),
    ],
    [
      'a forged assertion after the signed one',
      (xml) => xml.replace(assertionOf(xml), assertionOf(xml) + forge(assertionOf(xml))),
    ],
    [
      'the signed assertion inside the forged one',
      (xml) =>
        xml.replace(
          assertionOf(xml),
          forge(assertionOf(xml)).replace('</saml:Assertion>', `${assertionOf(xml)}</saml:Assertion>`),
        ),
    ],
    [
      'the signed assertion inside an object of the signature of the forged one',
      (xml) => {
        const wrapped = signatureOf(xml).replace(
          '</ds:Signature>',
          `<ds:Object>${withoutSignatures(assertionOf(xml))}</ds:Object></ds:Signature>`,
        );
        return xml.replace(
          assertionOf(xml),
          forge(assertionOf(xml)).replace('</saml:Issuer>', `</saml:Issuer>${wrapped}`),
        );
      },
    ],
    [
      'the signed assertion in extensions of the response',
      (xml) =>
        xml.replace(
          assertionOf(xml),
          `<samlp:Extensions>${assertionOf(xml)}</samlp:Extensions>${forge(assertionOf(xml))}`,
        ),
    ],
    [
      'the forged assertion with the id of the signed one',
      (xml) => {
        const id = / ID="([^"]*)"/.exec(assertionOf(xml))?.[1] ?? '';
        const twin = forge(assertionOf(xml)).replace('ID="_forged"', `ID="${id}"`);
        return xml.replace(assertionOf(xml), twin + assertionOf(xml));
      },
    ],
    [
      'the signature moved to the response',
      (xml) => xml.replace(assertionOf(xml), `${signatureOf(xml)}${forge(assertionOf(xml))}`),
    ],
    [
      'the whole response inside another one',
      (xml) =>
        `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>${forge(assertionOf(xml))}<samlp:Extensions>${xml}</samlp:Extensions></samlp:Response>`,
    ],
    [
      'a second reference in the signature',
      (xml) => xml.replace('</ds:SignedInfo>', '<ds:Reference URI=""/></ds:SignedInfo>'),
    ],
    ['a reference to everything', (xml) => xml.replace(/URI="#[^"]*"/, 'URI=""')],
  ];

  test.each(variants)('%s signs nobody in', async (_name, change) => {
    expect(await attack({ change })).toBe('answer-invalid');
  });
});

test('nothing of a provider but what it is told of us leaves the server', async () => {
  const { server, cookie } = federation;

  const listed = await get(server, `${base}/identity-providers`, cookie);

  expect(listed.json().items).toMatchObject([
    { id: provider, kind: 'saml', issuer: peer.entityId, state: 'active' },
  ]);
});
