import type { AssertedIdentity } from '../asserted-identity.ts';
import { stop } from '../federation-problem.ts';
import { attributeOf, childrenOf } from './read-saml-message.ts';
import { assertionNamespace, protocolNamespace } from './verify-assertion.ts';

export type ExpectedAssertion = {
  /** The provider's entity id. */
  readonly issuer: string;
  /** Our own entity id. */
  readonly audience: string;
  /** Where we take answers. */
  readonly recipient: string;
  /** Of the request this answers. */
  readonly requestId: string;
  readonly now: string;
};

export type JudgedAssertion = {
  readonly id: string;
  readonly identity: AssertedIdentity;
  readonly usableUntil: string;
};

/** Clocks may differ by this much, and no more. */
const skewMs = 60_000;
const lifetimeMaxMs = 60 * 60_000;
const bearer = 'urn:oasis:names:tc:SAML:2.0:cm:bearer';

/** What the response around the assertion says. None of it is signed; it may only contradict. SAML 2.0 Core section 3.2.2. */
export function judgeResponse(response: Element, { issuer, recipient, requestId }: ExpectedAssertion): void {
  const status = childrenOf(response, protocolNamespace, 'Status')[0];
  const code = status && childrenOf(status, protocolNamespace, 'StatusCode')[0]?.getAttribute('Value');
  if (code !== 'urn:oasis:names:tc:SAML:2.0:status:Success')
    stop('provider-said-no', 'the provider says the sign-in did not succeed');
  const named = childrenOf(response, assertionNamespace, 'Issuer')[0];
  if (named !== undefined && textOf(named) !== issuer)
    stop('answer-invalid', 'the answer comes from another provider');
  const destination = attributeOf(response, 'Destination');
  if (destination !== null && destination !== recipient)
    stop('answer-invalid', 'the answer is meant for another address');
  const answered = attributeOf(response, 'InResponseTo');
  if (answered !== null && answered !== requestId)
    stop('attempt-unknown', 'the answer is to another request');
}

/** Whom the assertion names, if it is for us, for this request and for now. SAML 2.0 Core section 2, Profiles section 4.1.4. */
export function judgeAssertion(assertion: Element, expected: ExpectedAssertion): JudgedAssertion {
  const issuer = only(assertion, 'Issuer', 'the assertion names no issuer');
  if (textOf(issuer) !== expected.issuer)
    stop('answer-invalid', 'the assertion is issued by another provider');
  if (attributeOf(assertion, 'Version') !== '2.0') stop('answer-invalid', 'the assertion is not SAML 2.0');
  const conditions = only(assertion, 'Conditions', 'the assertion has no conditions');
  const conditionsEnd = judgeWindow(conditions, expected.now, 'the assertion');
  judgeAudience(conditions, expected.audience);
  const subject = only(assertion, 'Subject', 'the assertion has no subject');
  const confirmedUntil = judgeConfirmation(subject, expected);
  const name = only(subject, 'NameID', 'the assertion names nobody');
  judgeSession(assertion, expected.now);
  const attributes = attributesOf(assertion);
  return {
    id: attributeOf(assertion, 'ID') ?? '',
    identity: identityOf(textOf(name), attributeOf(name, 'Format'), attributes, assertion, expected.issuer),
    usableUntil: new Date(Math.min(conditionsEnd, confirmedUntil) + skewMs).toISOString(),
  };
}

function judgeWindow(element: Element, now: string, what: string): number {
  const end = instantOf(element, 'NotOnOrAfter');
  const start = instantOf(element, 'NotBefore');
  if (end === null) return stop('answer-invalid', `${what} has no end`);
  const nowMs = Date.parse(now);
  if (nowMs >= end + skewMs) stop('answer-expired', `${what} is no longer valid`);
  if (start !== null && nowMs < start - skewMs) stop('answer-expired', `${what} is not yet valid`);
  if (end - nowMs > lifetimeMaxMs + skewMs)
    stop('answer-invalid', `${what} is valid for longer than an hour`);
  return end;
}

function judgeAudience(conditions: Element, audience: string): void {
  const restrictions = childrenOf(conditions, assertionNamespace, 'AudienceRestriction');
  if (restrictions.length === 0) stop('answer-invalid', 'the assertion is for nobody in particular');
  const isForUs = restrictions.every((restriction) =>
    childrenOf(restriction, assertionNamespace, 'Audience').some((one) => textOf(one) === audience),
  );
  if (!isForUs) stop('answer-invalid', 'the assertion is for another service');
}

/** One bearer confirmation that fits in every part is enough; what it says is signed, so here the request and address must be named. */
function judgeConfirmation(subject: Element, { recipient, requestId, now }: ExpectedAssertion): number {
  const confirmations = childrenOf(subject, assertionNamespace, 'SubjectConfirmation')
    .filter((one) => attributeOf(one, 'Method') === bearer)
    .flatMap((one) => childrenOf(one, assertionNamespace, 'SubjectConfirmationData'));
  const [data] = confirmations;
  if (data === undefined || confirmations.length > 1)
    return stop('answer-invalid', 'the assertion is not confirmed by bearer, once');
  if (attributeOf(data, 'Recipient') !== recipient)
    stop('answer-invalid', 'the assertion is meant for another address');
  if (attributeOf(data, 'InResponseTo') !== requestId)
    stop('attempt-unknown', 'the assertion answers another request');
  return judgeWindow(data, now, 'the confirmation');
}

function judgeSession(assertion: Element, now: string): void {
  const statements = childrenOf(assertion, assertionNamespace, 'AuthnStatement');
  const ends = statements.map((one) => instantOf(one, 'SessionNotOnOrAfter'));
  if (ends.some((end) => end !== null && Date.parse(now) >= end + skewMs))
    stop('answer-expired', 'the session at the provider is over');
}

type Attributes = ReadonlyMap<string, readonly string[]>;

function attributesOf(assertion: Element): Attributes {
  const found = new Map<string, readonly string[]>();
  for (const statement of childrenOf(assertion, assertionNamespace, 'AttributeStatement')) {
    for (const attribute of childrenOf(statement, assertionNamespace, 'Attribute')) {
      const values = childrenOf(attribute, assertionNamespace, 'AttributeValue').map(textOf);
      found.set(attributeOf(attribute, 'Name') ?? '', values);
    }
  }
  return found;
}

const emailNames = [
  'email',
  'mail',
  'emailAddress',
  'urn:oid:0.9.2342.19200300.100.1.3',
  'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress',
];
const displayNames = [
  'displayName',
  'name',
  'urn:oid:2.16.840.1.113730.3.1.241',
  'http://schemas.microsoft.com/identity/claims/displayname',
];
const givenNames = [
  'firstName',
  'givenName',
  'urn:oid:2.5.4.42',
  'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/givenname',
];
const familyNames = [
  'lastName',
  'surname',
  'sn',
  'urn:oid:2.5.4.4',
  'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/surname',
];
const emailFormat = 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress';
const transientFormat = 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient';

function identityOf(
  subject: string,
  format: string | null,
  attributes: Attributes,
  assertion: Element,
  issuer: string,
): AssertedIdentity {
  if (subject === '' || subject.length > 500) stop('answer-invalid', 'the assertion names nobody');
  if (format === transientFormat)
    stop(
      'answer-invalid',
      'the provider gives a new name each time; choose a persistent NameID or the e-mail address',
    );
  const email =
    single(attributes, emailNames) ?? (format === emailFormat || subject.includes('@') ? subject : null);
  const parts = [single(attributes, givenNames), single(attributes, familyNames)].filter(
    (part) => part !== null,
  );
  const name = single(attributes, displayNames) ?? (parts.length > 0 ? parts.join(' ') : null);
  const classes = childrenOf(assertion, assertionNamespace, 'AuthnStatement')
    .flatMap((one) => childrenOf(one, assertionNamespace, 'AuthnContext'))
    .flatMap((one) => childrenOf(one, assertionNamespace, 'AuthnContextClassRef'))
    .map(textOf);
  const methods = attributes.get('http://schemas.microsoft.com/claims/authnmethodsreferences') ?? [];
  // SAML has no word for it; the domain's own provider says whose address it is.
  const isEmailVerified = email !== null;
  return {
    issuer,
    subject,
    email: email?.toLowerCase() ?? null,
    isEmailVerified,
    name,
    methods: [...classes, ...methods],
  };
}

/** The value, where the attribute has exactly one: of two addresses nobody can tell which is meant. */
function single(attributes: Attributes, names: readonly string[]): string | null {
  for (const name of names) {
    const values = attributes.get(name);
    if (values === undefined) continue;
    if (values.length > 1) stop('answer-invalid', `the attribute \`${name}\` has more than one value`);
    if (values[0]) return values[0];
  }
  return null;
}

function only(parent: Element, name: string, problem: string): Element {
  const found = childrenOf(parent, assertionNamespace, name);
  const [first] = found;
  if (first === undefined || found.length > 1) return stop('answer-invalid', problem);
  return first;
}

/** All of the text; an element inside a value is no value. */
function textOf(element: Element): string {
  for (let node = element.firstChild; node !== null; node = node.nextSibling) {
    if (node.nodeType !== 3 && node.nodeType !== 4)
      stop('answer-invalid', 'a value of the answer is not plain text');
  }
  return (element.textContent ?? '').trim();
}

function instantOf(element: Element, name: string): number | null {
  const text = attributeOf(element, name);
  if (text === null) return null;
  const at = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? stop('answer-invalid', 'an instant of the answer cannot be read') : at;
}
