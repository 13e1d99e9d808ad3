export { type Absence, absenceOf, itemsNaming, type NamingField, placeName } from './absence.store.ts';
export { type AccountEnding, accountEndings } from './account-endings.store.ts';
export {
  type AccountPlace,
  type AccountRename,
  accountPlace,
  accountPlaceName,
  accountRenames,
  type FormerAccount,
  formerAccounts,
} from './account-renames.store.ts';
export { holdFacts } from './facts.store.ts';
export { countErasedItems, factsErasure } from './facts-erasure.ts';
export { followLedger } from './follow-ledger.ts';
export {
  accountsOfOrganisations,
  type ChangedHolding,
  changedHoldings,
  factsHeldBy,
  type HeldFact,
  type HeldKind,
  type HoldingPair,
  organisationsTold,
  presentHoldings,
} from './held-facts.store.ts';
export { itemDiscloses, itemTitle, subjectsIn } from './item-title.ts';
export {
  changedSince,
  countItems,
  type ItemQuery,
  type ItemRef,
  readItems,
  type StoredItem,
} from './items.store.ts';
export { listPopulations } from './list-populations.ts';
export { type PopulationStatus, populationStatus } from './population-status.ts';
export { type Presence, presenceOf } from './presence.store.ts';
export { type ReplacedValue, replacedValues } from './replaced-values.store.ts';
export { recordDigest } from './replay/record-digest.ts';
export {
  changedFrom,
  readHistories,
  readToldItems,
  type ToldItem,
  type ToldVersion,
} from './told-items.store.ts';
export { type WholeSince, wholeSince } from './whole-since.store.ts';
