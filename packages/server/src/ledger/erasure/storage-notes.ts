import type { Services } from '../../platform/index.ts';

/** What erasing means where this Daybook keeps its data: what is reached at once, and what only time or its owner reaches. */
export function storageNotes({ dataKeys }: Pick<Services, 'dataKeys'>): readonly string[] {
  const own = dataKeys.kept === 'file' ? [...embedded, memoryNote(dataKeys.remembersSubjects())] : external;
  return [...always, ...own, ...elsewhere];
}

function memoryNote(isKept: boolean): string {
  return isKept
    ? 'Which keys of people were destroyed is kept beside the master key: a backup from before an erasure, restored on this machine, does not bring an erased person back. Single entries that were erased come back with it; erase them again.'
    : 'The folder of the master key is missing or cannot be written, so a restored older backup could bring erased people back; erase them again after such a restore.';
}

const always = [
  'Payloads are only ever stored encrypted; an erasure destroys the payload and its key, and the log keeps its entry, so every proof still holds.',
  'What an item is called in its source (an id, a branch, a device) stays with its place; people are pseudonyms in it wherever the source says that they are people.',
  'A keyed hash of an erased record stays, so that the same record is not taken in again; a person who is still listed at a source is taken in again as somebody new, so remove them there first.',
];

const embedded = [
  'The keys lie in files of the data folder, never in the database or its log of changes (WAL). An erasure rewrites and overwrites the file, and writes the affected tables anew.',
  'A disk that moves its blocks about (an SSD), or a file system that keeps earlier states, may hold overwritten blocks for a while; encrypt the disk.',
];

const external = [
  'The keys lie in the table `data_key`. The log of changes (WAL), replicas and point-in-time recovery of this database hold destroyed keys and former values until they expire: keep that retention short, for example 30 days.',
  'Rows that were deleted or replaced leave the database files with its next vacuum; a full vacuum of `fact`, `finding` and `data_key` after an erasure makes that certain.',
];

const elsewhere = [
  'A backup made before an erasure still holds the encrypted payload, and its `.keys` archive the wrapped key: keep `.keys` archives no longer than 30 days, and the master key apart from both.',
  'Packages, printed reports and exports that were handed over earlier cannot be called back; those still in the data folder are removed.',
  'A member of this Daybook keeps name and mail address in their sign-in account until the account is removed.',
];
