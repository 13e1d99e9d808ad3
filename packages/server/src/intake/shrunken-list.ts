/**
 * From how many items gone at once a list may have been cut off at its source: half a page of a small source is no accident
 * of a day, while a team of five may well leave together.
 */
const goneMin = 6;
/**
 * More than a quarter of what was known: a file that broke off at the end of a line looks whole, and confirming that so many went
 * at once costs one press; fewer go in ordinary clean-ups, which must not wait for anybody.
 */
const goneShare = 0.25;

/** A source that is broken now is likely broken in the same way a moment later; an hour later it says the same for a reason. */
export const repeatAfterMs = 3_600_000;

type Shrinking = { readonly gone: number; readonly known: number };

/** Whether a list lost so much at once that it proves no removal by itself. */
export function hasShrunken({ gone, known }: Shrinking): boolean {
  return gone >= goneMin && gone > known * goneShare;
}

export function shrunkenReason({ gone, known }: Shrinking, isFile: boolean): string {
  const until = isFile
    ? 'until a person confirms that they are gone'
    : 'until a reading an hour later or more misses them again, or a person confirms that they are gone';
  return `${gone} of ${known} known items are gone at once: so many that the list may be cut off; they count as still there ${until}`;
}
