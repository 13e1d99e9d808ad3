import type { SealedPlace } from '../../platform/index.ts';

/** Secrets of identity providers, and what walks to them must bring back. */
export const federationSealedPlaces: readonly SealedPlace[] = [
  {
    table: 'identity_provider',
    column: 'secret',
    kind: 'bytes',
    context: "'identity provider ' || provider_id",
  },
  ...(['expected', 'proven'] as const).map((column) => ({
    table: 'auth_sso_attempt',
    column,
    kind: 'bytes' as const,
    context: "'sso attempt ' || encode(attempt_digest, 'hex')",
  })),
];
