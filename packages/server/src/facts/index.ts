export { connectionView } from './connection-view.ts';
export { readHistory } from './facts.store.ts';
export { followLedger } from './follow-ledger.ts';
export { itemTitle, subjectsIn, withNames } from './item-title.ts';
export {
  changedSince,
  countItems,
  type ItemQuery,
  type ItemRef,
  readItems,
  type StoredItem,
} from './items.store.ts';
export { listPopulations } from './list-populations.ts';
export { type PopulationStatus, populationStatus, populationStatuses } from './population-status.ts';
