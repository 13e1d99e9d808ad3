/** What a provider has proven about whoever came back from it. */
export type AssertedIdentity = {
  /** Who says so: issuer or entity id. */
  readonly issuer: string;
  /** Whom the provider means; stable, and never an address alone where the provider knows better. */
  readonly subject: string;
  /** In lower case; null when the provider names none. */
  readonly email: string | null;
  readonly isEmailVerified: boolean;
  readonly name: string | null;
  /** What the provider says of how they signed in there: `amr` and `acr`, or the classes of the authentication context. */
  readonly methods: readonly string[];
};

/**
 * Values that stand for more than one factor: RFC 8176 section 2, OpenID PAPE 1.0, REFEDS MFA profile, and the classes of SAML 2.0
 * Authentication Context section 3.4 that need something owned and something known.
 */
const secondFactorMethods: readonly string[] = [
  'mfa',
  'phrh',
  'http://schemas.openid.net/pape/policies/2007/06/multi-factor',
  'http://schemas.openid.net/pape/policies/2007/06/multi-factor-physical',
  'https://refeds.org/profile/mfa',
  'http://schemas.microsoft.com/claims/multipleauthn',
  'urn:oasis:names:tc:SAML:2.0:ac:classes:MobileTwoFactorContract',
  'urn:oasis:names:tc:SAML:2.0:ac:classes:MobileTwoFactorUnregistered',
  'urn:oasis:names:tc:SAML:2.0:ac:classes:SmartcardPKI',
];

/** Whether the answer itself speaks of a second factor; whether the provider is believed is another question. */
export function speaksOfSecondFactor({ methods }: AssertedIdentity): boolean {
  return methods.some((method) => secondFactorMethods.includes(method));
}
