/** What a match is replaced by, and counted as. */
export const detectorKinds = ['email', 'phone', 'card', 'secret'] as const;

export type DetectorKind = (typeof detectorKinds)[number];

/** Where something begins and where it ends (exclusive), in UTF-16 code units as `slice` takes them. */
export type Span = { readonly start: number; readonly end: number };

export type Match = Span & { readonly kind: DetectorKind; readonly detector: string };

/**
 * Finds one kind of personal or secret text. `find` is pure, takes time linear in the text whatever stands in it, and
 * never throws; its matches may come in any order, lie within the text and are not empty.
 */
export interface Detector {
  readonly id: string;
  /** What it finds, in plain words. */
  readonly title: string;
  readonly kind: DetectorKind;
  find(text: string): Match[];
}

export type DetectorDefinition = {
  readonly id: string;
  readonly title: string;
  readonly kind: DetectorKind;
  readonly find: (text: string) => Iterable<Span>;
};

/** A detector of which only the search is its own. */
export function defineDetector({ id, title, kind, find }: DetectorDefinition): Detector {
  return {
    id,
    title,
    kind,
    find: (text) => Array.from(find(text), ({ start, end }) => ({ start, end, kind, detector: id })),
  };
}

/**
 * The spans of a global pattern; of its group named `value` where it has one. The pattern must be bounded: every
 * quantifier over what another start could match again has an upper limit or stands behind a boundary.
 */
export function* spansOf(pattern: RegExp, text: string): Generator<Span> {
  for (const match of text.matchAll(pattern)) {
    const value = match.groups?.value;
    const end = match.index + match[0].length;
    yield value === undefined
      ? { start: match.index, end }
      : {
          start: match.index + match[0].lastIndexOf(value),
          end: match.index + match[0].lastIndexOf(value) + value.length,
        };
  }
}
