export { readHistory } from './facts.store.ts';
export { followLedger } from './follow-ledger.ts';
export {
  changedSince,
  countItems,
  type ItemQuery,
  type ItemRef,
  itemsLinkedTo,
  readItems,
  type StoredItem,
} from './items.store.ts';
export { listPopulations } from './list-populations.ts';
export { type PopulationStatus, populationStatuses } from './population-status.ts';
