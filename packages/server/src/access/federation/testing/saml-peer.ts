import { randomUUID } from 'node:crypto';
import { X509CertificateGenerator } from '@peculiar/x509';
import { Constants, IdentityProvider, SamlLib, ServiceProvider } from 'samlify';

const { namespace } = Constants;

export type SamlAnswer = {
  readonly requestId: string;
  readonly audience: string;
  readonly recipient: string;
  readonly email: string;
  readonly nameId?: string;
  readonly issuer?: string;
  readonly notBefore: string;
  readonly notOnOrAfter: string;
  /** What is signed. */
  readonly signs?: 'assertion' | 'response' | 'both' | 'nothing';
  readonly algorithm?: string;
  readonly classRef?: string;
  readonly assertionId?: string;
};

/** An identity provider made of samlify with a key of its own. */
export type SamlPeer = {
  readonly entityId: string;
  /** The document it publishes about itself. */
  readonly metadata: string;
  /** The XML of an answer, signed as asked. */
  answer(answer: SamlAnswer): Promise<string>;
};

export async function createSamlPeer(entityId = 'https://idp.company.example/saml'): Promise<SamlPeer> {
  const { privateKey, certificate } = await makeKey();
  const signInUrl = `${entityId}/sign-in`;
  const settings = {
    entityID: entityId,
    privateKey,
    signingCert: certificate,
    singleSignOnService: [{ Binding: namespace.binding.redirect, Location: signInUrl }],
    nameIDFormat: [namespace.format.emailAddress],
  };
  return {
    entityId,
    metadata: IdentityProvider(settings).getMetadata(),
    answer: (answer) => answerOf(answer, settings),
  };
}

type PeerSettings = Parameters<typeof IdentityProvider>[0] & { readonly entityID: string };

async function answerOf(answer: SamlAnswer, settings: PeerSettings): Promise<string> {
  const { signs = 'assertion', algorithm = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256' } = answer;
  const provider = IdentityProvider({ ...settings, requestSignatureAlgorithm: algorithm });
  const service = ServiceProvider({
    entityID: answer.audience,
    wantAssertionsSigned: signs === 'assertion' || signs === 'both',
    wantMessageSigned: signs === 'response' || signs === 'both',
    assertionConsumerService: [{ Binding: namespace.binding.post, Location: answer.recipient }],
  });
  const request = { extract: { request: { id: answer.requestId } } };
  const fill = (template: string) => ({
    id: answer.assertionId ?? `_${randomUUID()}`,
    context: SamlLib.replaceTagsByValue(template, tagsOf(answer, settings.entityID)).replace(
      '</saml:Assertion>',
      `${statementsOf(answer)}</saml:Assertion>`,
    ),
  });
  const { context } = await provider.createLoginResponse(
    service,
    request,
    'post',
    { email: answer.email },
    fill,
  );
  const xml = Buffer.from(context, 'base64').toString();
  return signs === 'nothing' ? withoutSignatures(xml) : xml;
}

function tagsOf(answer: SamlAnswer, entityId: string): Record<string, string> {
  const now = answer.notBefore;
  return {
    ID: `_${randomUUID()}`,
    AssertionID: answer.assertionId ?? `_${randomUUID()}`,
    Destination: answer.recipient,
    Audience: answer.audience,
    SubjectRecipient: answer.recipient,
    Issuer: answer.issuer ?? entityId,
    IssueInstant: now,
    StatusCode: 'urn:oasis:names:tc:SAML:2.0:status:Success',
    ConditionsNotBefore: answer.notBefore,
    ConditionsNotOnOrAfter: answer.notOnOrAfter,
    SubjectConfirmationDataNotOnOrAfter: answer.notOnOrAfter,
    NameIDFormat: namespace.format.emailAddress,
    NameID: answer.nameId ?? answer.email,
    InResponseTo: answer.requestId,
    AuthnStatement: '',
    AttributeStatement: '',
  };
}

function statementsOf({
  email,
  notBefore,
  classRef = 'urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport',
}: SamlAnswer): string {
  return [
    `<saml:AuthnStatement AuthnInstant="${notBefore}"><saml:AuthnContext>`,
    `<saml:AuthnContextClassRef>${classRef}</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>`,
    `<saml:AttributeStatement><saml:Attribute Name="email"><saml:AttributeValue>${email}</saml:AttributeValue>`,
    '</saml:Attribute><saml:Attribute Name="displayName"><saml:AttributeValue>Sam Someone</saml:AttributeValue>',
    '</saml:Attribute></saml:AttributeStatement>',
  ].join('');
}

export function withoutSignatures(xml: string): string {
  return xml.replace(/<ds:Signature[\s\S]*?<\/ds:Signature>/g, '');
}

async function makeKey(): Promise<{ readonly privateKey: string; readonly certificate: string }> {
  const algorithm = {
    name: 'RSASSA-PKCS1-v1_5',
    hash: 'SHA-256',
    publicExponent: new Uint8Array([1, 0, 1]),
    modulusLength: 2048,
  };
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: 'CN=idp.company.example',
    notBefore: new Date('2026-01-01'),
    notAfter: new Date('2036-01-01'),
    signingAlgorithm: algorithm,
    keys,
  });
  const exported = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
  const label = 'PRIVATE KEY';
  return {
    privateKey: `-----BEGIN ${label}-----\n${exported.match(/.{1,64}/g)?.join('\n')}\n-----END ${label}-----\n`,
    certificate: certificate.toString('pem'),
  };
}
