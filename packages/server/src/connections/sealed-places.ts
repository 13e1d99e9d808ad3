import type { SealedPlace } from '../platform/index.ts';

/** Secrets of connections. */
export const connectionSealedPlaces: readonly SealedPlace[] = [
  {
    table: 'connection',
    column: 'sealed_secrets',
    kind: 'bytes',
    context: "'connection:' || connection_id",
  },
];
