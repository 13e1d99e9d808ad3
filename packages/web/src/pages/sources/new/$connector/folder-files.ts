/** What a reader of lists can be given; everything else in a folder is left where it is, and said so. */
const listEndings: readonly string[] = ['.csv', '.tsv', '.txt', '.xlsx', '.json', '.jsonl', '.ndjson'];

/** So many files are taken at once. */
export const filesMax = 200;

export type Chosen = {
  /** By name, as a person would list them. */
  readonly files: readonly File[];
  /** Names of what is no list. What a computer keeps for itself is not even named. */
  readonly leftOut: readonly string[];
  /** How many more there were than can be taken at once. */
  readonly tooMany: number;
};

/** Of what was chosen, or of everything in a folder, what may be a list. */
export function chosenFiles(all: readonly File[]): Chosen {
  const seen = all.filter(({ name }) => !name.startsWith('.') && !name.startsWith('~$'));
  const lists = seen.filter(isList).toSorted((one, other) => nameOf(one).localeCompare(nameOf(other)));
  const leftOut = seen.filter((file) => !isList(file)).map(nameOf);
  return { files: lists.slice(0, filesMax), leftOut, tooMany: Math.max(0, lists.length - filesMax) };
}

function isList({ name }: File): boolean {
  return listEndings.some((ending) => name.toLowerCase().endsWith(ending));
}

function nameOf({ name, webkitRelativePath }: File): string {
  return webkitRelativePath === '' || webkitRelativePath === undefined ? name : webkitRelativePath;
}

type Listed = {
  readonly fingerprint: string | null;
  readonly system: string | null;
  readonly newerOf: string | null;
};

/**
 * The place of an earlier file that seems to be the same list: with the same columns of the same system, or of the same known
 * list. Were both read, the later one would count as its newer copy. Null where there is none.
 */
export function sameListAs(place: number, files: readonly (Listed | null)[]): number | null {
  const own = files[place];
  if (own == null) return null;
  const earlier = files.slice(0, place).findIndex((other) => other !== null && isSame(own, other));
  return earlier === -1 ? null : earlier;
}

function isSame(one: Listed, other: Listed): boolean {
  if (one.newerOf !== null && one.newerOf === other.newerOf) return true;
  return (
    one.fingerprint !== null &&
    one.system !== null &&
    one.fingerprint === other.fingerprint &&
    one.system === other.system
  );
}
