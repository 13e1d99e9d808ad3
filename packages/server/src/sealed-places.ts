import { federationSealedPlaces } from './access/index.ts';
import { connectionSealedPlaces } from './connections/index.ts';
import { ledgerSealedPlaces } from './ledger/index.ts';
import type { SealedPlace } from './platform/index.ts';

/** Everything in the database that is sealed under the master key itself. A test finds a column that is missing here. */
export const sealedPlaces: readonly SealedPlace[] = [
  ...ledgerSealedPlaces,
  ...connectionSealedPlaces,
  ...federationSealedPlaces,
];
