import { refuse, type Services } from '../../platform/index.ts';

export type ProviderAddresses = {
  /** Where an OIDC provider sends the browser back. */
  readonly redirectUrl: string;
  /** Where a SAML provider posts its answer. */
  readonly answersUrl: string;
  /** Our entity id for a SAML provider, and where our metadata is. */
  readonly entityId: string;
};

/** What a provider must be told of us; each provider has addresses of its own, so that no answer fits another one. */
export function addressesFor(
  providerId: string,
  { settings }: Pick<Services, 'settings'>,
): ProviderAddresses {
  const base =
    settings.baseUrl ??
    refuse('settings-invalid', 'Daybook does not know its own address', 'start it with `--url`');
  const own = new URL(`/api/sso/${providerId}/`, base).href;
  return { redirectUrl: `${own}callback`, answersUrl: `${own}acs`, entityId: `${own}metadata` };
}
