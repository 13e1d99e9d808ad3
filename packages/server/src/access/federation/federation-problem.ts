/** Why a sign-in through an identity provider did not happen, as the browser is told. The screen holds the sentence. */
export const federationProblems = [
  'provider-unreachable',
  'provider-changed',
  'provider-said-no',
  'provider-waits',
  'answer-invalid',
  'answer-expired',
  'answer-used',
  'attempt-unknown',
  'address-unverified',
  'domain-not-claimed',
  'not-a-member',
  'was-removed',
] as const;

export type FederationProblemCode = (typeof federationProblems)[number];

/** A sign-in through a provider that ends here. `detail` is a fixed sentence for the log and for whoever tests the provider. */
export class FederationProblem extends Error {
  readonly code: FederationProblemCode;

  constructor(code: FederationProblemCode, detail: string) {
    super(detail);
    this.name = 'FederationProblem';
    this.code = code;
  }
}

export function stop(code: FederationProblemCode, detail: string): never {
  throw new FederationProblem(code, detail);
}
