import type { StoredSecret } from './secrets.store.ts';

/** How long a secret may stay the same after somebody who knew it left: one day, as for accounts of brands. */
export const rotationHoursMax = 24;

export type Rotation = {
  /** When the last of those who knew it left; null where all are still here. */
  readonly lastKnowerLeftAt: string | null;
  readonly dueAt: string | null;
  /** Somebody who left, or was taken from the list, knows it as it is now. */
  readonly isDue: boolean;
};

/** `left`: who has left, and since when. Being taken from the list counts as leaving it. */
export function rotationOf(
  { knownBy, formerlyKnownBy, rotatedAt }: Pick<StoredSecret, 'knownBy' | 'formerlyKnownBy' | 'rotatedAt'>,
  left: ReadonlyMap<string, string>,
): Rotation {
  const departures = [
    ...knownBy.flatMap((subject) => left.get(subject) ?? []),
    ...formerlyKnownBy.map(({ subject, at }) => earlier(left.get(subject), at)),
  ].toSorted();
  const open = rotatedAt === null ? departures : departures.filter((at) => at > rotatedAt);
  // The time allowed runs from the first departure that nobody answered; else the last one shows that it was answered.
  const [first] = open;
  const lastKnowerLeftAt = first ?? departures.at(-1) ?? null;
  const dueAt =
    lastKnowerLeftAt === null
      ? null
      : new Date(Date.parse(lastKnowerLeftAt) + rotationHoursMax * 3_600_000).toISOString();
  return { lastKnowerLeftAt, dueAt, isDue: open.length > 0 };
}

function earlier(one: string | undefined, other: string): string {
  return one !== undefined && one < other ? one : other;
}
