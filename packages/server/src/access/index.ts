export { accessErasure } from './access-erasure.ts';
export { addSampleWorkspace, type SampleOwner } from './add-sample-workspace.ts';
export { keepKeys } from './api-keys/keep-keys.ts';
export { disclosureErasure } from './disclosure/disclosure-erasure.ts';
export { endRunOutExports } from './disclosure/end-exports.ts';
export { onePersonPairs } from './federation/break-glass.store.ts';
export { federationSealedPlaces } from './federation/sealed-places.ts';
export { createGate } from './gate.ts';
export { findMember } from './members.store.ts';
export { endRunOutGrants } from './permissions/end-grants.ts';
export { recordModel } from './permissions/record-model.ts';
export {
  countScimPeople,
  listScimPeople,
  type ScimPersonRow,
  scimHeardAt,
} from './scim/scim-people.store.ts';
export { identityPlaces } from './self/identity-places.store.ts';
export { listMemberIdentities } from './self/member-identities.ts';
export { changeTypes, createOwnSource, exportTypes } from './self/own-source.ts';
export { setupLink } from './setup-link.ts';
export { createScreenKeeper } from './sign-in/keep-screens.ts';
export { recordFailures } from './sign-in/record-failures.ts';
export { sourceOf, type TryLimit, takeTries } from './sign-in/take-tries.ts';
