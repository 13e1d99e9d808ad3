export { keyServicesOf } from './key-services.ts';
export { createMasterKeys, type MasterKeys, type ReplacedKey } from './master-keys.ts';
export { openMasterKeys } from './open-master-keys.ts';
export type { Rotation } from './rotate-master-key.ts';
export type { SealedPlace } from './sealed-places.ts';
