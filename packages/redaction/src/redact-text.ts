import { type Detector, type DetectorKind, detectorKinds, type Match } from './detector.ts';

/** How many matches of each kind were masked; every kind is there. */
export type RedactionCounts = Readonly<Record<DetectorKind, number>>;

export type RedactedText = { readonly text: string; readonly counts: RedactionCounts };

/**
 * Masks what the detectors find: each match becomes its kind in brackets, `[email]`. Where matches overlap, all they
 * cover is masked once, as the kind of the longest. What is masked already is not masked again.
 */
export function redactText(text: string, detectors: readonly Detector[]): RedactedText {
  const counts = noCounts();
  let masked = '';
  let position = 0;
  for (const { start, end, kind } of mergeMatches(findMatches(text, detectors))) {
    masked += `${text.slice(position, start)}[${kind}]`;
    counts[kind] += 1;
    position = end;
  }
  return { text: masked + text.slice(position), counts };
}

export function addCounts(a: RedactionCounts, b: RedactionCounts): RedactionCounts {
  const sum = noCounts();
  for (const kind of detectorKinds) sum[kind] = a[kind] + b[kind];
  return sum;
}

export function noCounts(): Record<DetectorKind, number> {
  return { email: 0, phone: 0, card: 0, secret: 0 };
}

/** All matches by their place. A match outside the text is a bug in its detector. */
function findMatches(text: string, detectors: readonly Detector[]): Match[] {
  const matches = detectors.flatMap((detector) => detector.find(text));
  for (const { start, end, detector } of matches) {
    const isWithin = Number.isInteger(start) && Number.isInteger(end) && 0 <= start && start < end;
    if (!isWithin || end > text.length)
      throw new RangeError(`detector \`${detector}\` matched outside the text`);
  }
  return matches.sort((a, b) => a.start - b.start || b.end - a.end);
}

/** Joins overlapping matches, so that no tail of a shorter one stays readable. */
function mergeMatches(matches: readonly Match[]): Match[] {
  const merged: Match[] = [];
  let longest = 0;
  for (const match of matches) {
    const last = merged.at(-1);
    const length = match.end - match.start;
    if (last === undefined || match.start >= last.end) {
      merged.push(match);
      longest = length;
      continue;
    }
    const winner = length > longest ? match : last;
    longest = Math.max(longest, length);
    merged[merged.length - 1] = { ...winner, start: last.start, end: Math.max(last.end, match.end) };
  }
  return merged;
}
