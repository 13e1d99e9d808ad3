export { accessErasure } from './access-erasure.ts';
export { keepKeys } from './api-keys/keep-keys.ts';
export { federationSealedPlaces } from './federation/sealed-places.ts';
export { createGate } from './gate.ts';
export { endRunOutGrants } from './permissions/end-grants.ts';
export { recordModel } from './permissions/record-model.ts';
export { listMemberIdentities } from './self/member-identities.ts';
export { changeTypes, createOwnSource, exportTypes } from './self/own-source.ts';
export { setupLink } from './setup-link.ts';
