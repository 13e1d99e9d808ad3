import { X509Certificate } from 'node:crypto';
import { SignedXml } from 'xml-crypto';
import { stop } from '../federation-problem.ts';
import { attributeOf, childrenOf, elementsOf, parseSamlXml } from './read-saml-message.ts';

export const assertionNamespace = 'urn:oasis:names:tc:SAML:2.0:assertion';
export const protocolNamespace = 'urn:oasis:names:tc:SAML:2.0:protocol';
const signatureNamespace = 'http://www.w3.org/2000/09/xmldsig#';

const signatureMethods: readonly string[] = [
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
  'http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1',
];
const digestMethods: readonly string[] = [
  'http://www.w3.org/2001/04/xmlenc#sha256',
  'http://www.w3.org/2001/04/xmlenc#sha512',
];
const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const enveloped = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';

/**
 * The one assertion of a response, exactly as one of the certificates signed it: everything that is believed is read from the
 * element given back, which is parsed anew from the signed bytes. So an element moved, copied or wrapped around it proves nothing.
 * SAML 2.0 Core sections 3.3.3 and 5.4; XML Signature 1.1 section 3.2. SHA-1 and a signature over the response alone are refused.
 */
export function verifyAssertion(xml: string, response: Document, certificates: readonly string[]): Element {
  const assertion = soleAssertion(response);
  const id = assertion.getAttribute('ID') ?? '';
  if (!/^[A-Za-z_][\w.-]{0,255}$/.test(id)) stop('answer-invalid', 'the assertion has no usable id');
  refuseTwins(response);
  const signature = soleSignature(response, assertion);
  refuseUnfit(signature, id);
  const signed = certificates
    .map((certificate) => signedBytes(xml, signature, certificate))
    .find((found) => found !== null);
  if (signed === undefined || signed === null)
    stop('answer-invalid', 'the signature of the assertion does not fit any certificate of the provider');
  const proven = parseSamlXml(signed).documentElement;
  const isTheOne =
    proven?.localName === 'Assertion' &&
    proven.namespaceURI === assertionNamespace &&
    proven.getAttribute('ID') === id;
  if (!isTheOne || proven === null) stop('answer-invalid', 'what is signed is not the assertion');
  return proven;
}

function soleAssertion(response: Document): Element {
  const root = response.documentElement;
  if (root === null || root.localName !== 'Response' || root.namespaceURI !== protocolNamespace)
    return stop('answer-invalid', 'the answer is no SAML response');
  const everywhere = elementsOf(response);
  if (everywhere.some(({ localName }) => localName === 'EncryptedAssertion'))
    stop('answer-invalid', 'the assertion is encrypted; switch encryption off at the provider');
  const assertions = everywhere.filter(({ localName }) => localName === 'Assertion');
  const [direct] = childrenOf(root, assertionNamespace, 'Assertion');
  if (assertions.length !== 1 || direct === undefined)
    return stop('answer-invalid', `the answer holds ${assertions.length} assertions in place of one`);
  return direct;
}

/** An id names one element; whoever has two lets a signature speak for the other. */
function refuseTwins(response: Document): void {
  const ids = elementsOf(response).flatMap((element) =>
    ['ID', 'Id', 'id'].flatMap((name) => attributeOf(element, name) ?? []),
  );
  if (new Set(ids).size !== ids.length) stop('answer-invalid', 'two elements of the answer have the same id');
}

function soleSignature(response: Document, assertion: Element): Element {
  const own = childrenOf(assertion, signatureNamespace, 'Signature');
  const root = response.documentElement;
  const ofResponse = root === null ? [] : childrenOf(root, signatureNamespace, 'Signature');
  const all = elementsOf(response).filter(({ localName }) => localName === 'Signature');
  const [signature] = own;
  if (signature === undefined || own.length > 1)
    return stop('answer-invalid', 'the assertion itself is not signed');
  if (ofResponse.length > 1 || all.length !== own.length + ofResponse.length)
    stop('answer-invalid', 'the answer holds a signature where none belongs');
  return signature;
}

function refuseUnfit(signature: Element, id: string): void {
  const all = elementsOf(signature).filter(({ namespaceURI }) => namespaceURI === signatureNamespace);
  const named = (name: string) => all.filter(({ localName }) => localName === name);
  const algorithms = (name: string) => named(name).map((element) => element.getAttribute('Algorithm') ?? '');
  const references = named('Reference');
  if (named('Object').length > 0 || named('Manifest').length > 0)
    stop('answer-invalid', 'the signature carries objects');
  if (named('SignedInfo').length !== 1 || references.length !== 1)
    stop('answer-invalid', 'the signature covers more than one thing');
  if (references[0]?.getAttribute('URI') !== `#${id}`)
    stop('answer-invalid', 'the signature covers something else than the assertion');
  const onlyOf = (name: string, known: readonly string[], problem: string) => {
    const found = algorithms(name);
    if (found.length === 0 || found.some((one) => !known.includes(one))) stop('answer-invalid', problem);
  };
  onlyOf(
    'SignatureMethod',
    signatureMethods,
    'the signature is made with a method that is not accepted: use RSA with SHA-256',
  );
  onlyOf('DigestMethod', digestMethods, 'the signature rests on a digest that is not accepted: use SHA-256');
  onlyOf('CanonicalizationMethod', [exclusive], 'the signature does not use exclusive canonicalization');
  onlyOf('Transform', [exclusive, enveloped], 'the signature transforms what it covers');
}

/** The bytes that this certificate signed, or null. What the message itself says about its key is not looked at. */
function signedBytes(xml: string, signature: Element, certificate: string): string | null {
  const verifier = new SignedXml({ publicCert: new X509Certificate(certificate).toString() });
  verifier.getCertFromKeyInfo = () => null;
  try {
    verifier.loadSignature(signature.toString());
    if (!verifier.checkSignature(xml)) return null;
  } catch {
    return null;
  }
  const found = verifier.getSignedReferences();
  return found.length === 1 ? (found[0] ?? null) : null;
}
