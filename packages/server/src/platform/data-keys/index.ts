export { adoptEarlierKeys } from './adopt-earlier-keys.ts';
export {
  type DataKey,
  type DataKeys,
  sharedPayloadsMax,
  subjectKeyId,
} from './data-keys.ts';
export { type DataKeyServices, openFileDataKeys } from './file-data-keys.ts';
export { openTableDataKeys } from './table-data-keys.ts';
