import { X509Certificate } from 'node:crypto';
import { IdentityProvider, ServiceProvider } from 'samlify';
import { refuse } from '../../../platform/index.ts';
import { FederationProblem } from '../federation-problem.ts';
import { childrenOf, cleanSamlMetadata, parseSamlXml } from './read-saml-message.ts';

export type SamlSettings = {
  readonly entityId: string;
  /** Where the browser is sent with the request. */
  readonly signInUrl: string;
  /** PEM, the keys whose signatures count; more than one while the provider changes keys. */
  readonly certificates: readonly string[];
};

export type ServiceAddresses = { readonly entityId: string; readonly answersUrl: string };

const redirectBinding = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect';
const postBinding = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST';
const metadataNamespace = 'urn:oasis:names:tc:SAML:2.0:metadata';
const certificatesMax = 5;

/** What a provider needs to know of us. */
export function serviceMetadata(addresses: ServiceAddresses): string {
  return serviceProvider(addresses).getMetadata();
}

/** The address to send the browser to, and the id the answer must name. */
export function signInRequest(
  settings: SamlSettings,
  addresses: ServiceAddresses,
  relayState: string,
): { readonly url: string; readonly requestId: string } {
  const provider = IdentityProvider({
    entityID: settings.entityId,
    singleSignOnService: [{ Binding: redirectBinding, Location: settings.signInUrl }],
    signingCert: [...settings.certificates],
  });
  const service = serviceProvider(addresses);
  const { id, context } = service.createLoginRequest(provider, 'redirect', { relayState });
  return { url: context, requestId: id };
}

function serviceProvider({ entityId, answersUrl }: ServiceAddresses) {
  return ServiceProvider({
    entityID: entityId,
    authnRequestsSigned: false,
    wantAssertionsSigned: true,
    nameIDFormat: ['urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress'],
    assertionConsumerService: [{ Binding: postBinding, Location: answersUrl, isDefault: true }],
  });
}

/** Reads what a provider publishes about itself. Throws `bad-request` with what to mend. */
export function readProviderMetadata(text: string): SamlSettings {
  const root = rootOf(text);
  const descriptor = childrenOf(root, metadataNamespace, 'IDPSSODescriptor')[0];
  const entityId = root.getAttribute('entityID') ?? '';
  if (descriptor === undefined || entityId === '' || root.localName !== 'EntityDescriptor')
    return refuse(
      'bad-request',
      'this is not the metadata of one SAML identity provider',
      'paste the XML the provider offers as its own metadata',
    );
  const services = childrenOf(descriptor, metadataNamespace, 'SingleSignOnService');
  const signInUrl =
    services.find((one) => one.getAttribute('Binding') === redirectBinding)?.getAttribute('Location') ?? '';
  const certificates = childrenOf(descriptor, metadataNamespace, 'KeyDescriptor')
    .filter((one) => one.getAttribute('use') !== 'encryption')
    .flatMap((one) =>
      Array.from(one.getElementsByTagNameNS('http://www.w3.org/2000/09/xmldsig#', 'X509Certificate')),
    )
    .map((one) => pemOf(one.textContent ?? ''));
  return samlSettings({ entityId, signInUrl, certificates });
}

/** Checks what will be relied on: an https address, and certificates with RSA keys of at least 2048 bits. */
export function samlSettings(given: SamlSettings): SamlSettings {
  if (!isWebAddress(given.signInUrl))
    refuse('bad-request', 'the provider names no https address for sign-in by redirect');
  if (given.certificates.length === 0 || given.certificates.length > certificatesMax)
    refuse('bad-request', 'the provider names no certificate for its signatures, or too many');
  return { ...given, certificates: given.certificates.map(usableCertificate) };
}

/** https, or http on this very machine. */
export function isWebAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return (
    protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname))
  );
}

function usableCertificate(pem: string): string {
  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(pem);
  } catch {
    return refuse('bad-request', 'a certificate of the provider cannot be read');
  }
  const { asymmetricKeyType, asymmetricKeyDetails } = certificate.publicKey;
  if (asymmetricKeyType !== 'rsa' || (asymmetricKeyDetails?.modulusLength ?? 0) < 2048)
    refuse('bad-request', 'the key of the provider is not RSA of at least 2048 bits');
  return certificate.toString();
}

function rootOf(text: string) {
  try {
    const { documentElement } = parseSamlXml(cleanSamlMetadata(text));
    if (documentElement !== null) return documentElement;
  } catch (error) {
    if (!(error instanceof FederationProblem)) throw error;
  }
  return refuse(
    'bad-request',
    'the metadata is not well-formed XML',
    'paste the XML the provider offers as its own metadata',
  );
}

function pemOf(base64: string): string {
  const lines = base64.replace(/\s+/g, '').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
