/** The kinds of outside confirmation, and how far up the ladder each reaches. 0 is the log's own signature alone. */
export const anchorRungs = { mail: 1, timestamp: 2, witness: 3 } as const;

export type AnchorKind = keyof typeof anchorRungs;

export type AnchorRung = 0 | 1 | 2 | 3;

/** The highest rung among these kinds. */
export function rungOf(kinds: Iterable<AnchorKind>): AnchorRung {
  let rung: AnchorRung = 0;
  for (const kind of kinds) if (anchorRungs[kind] > rung) rung = anchorRungs[kind];
  return rung;
}
