export type RoleHeld = {
  readonly role: string | null;
  readonly employer: string | null;
  readonly manager: string | null;
};

export type MovedField = keyof RoleHeld;

/** Somebody whose role, employer or manager is told otherwise than before. */
export type Move = {
  readonly person: string;
  readonly fields: readonly MovedField[];
  readonly before: RoleHeld;
  readonly after: RoleHeld;
};

const fields = ['role', 'employer', 'manager'] as const;

/** What changed. A source that said nothing before, or says nothing now, tells of no change. */
export function movedFields(before: RoleHeld, after: RoleHeld): readonly MovedField[] {
  return fields.filter((field) => {
    const [was, is] = [before[field], after[field]];
    return was !== null && is !== null && was !== is;
  });
}

/** What is remembered: a source that goes silent does not make anybody's former role unknown. */
export function remembered(before: RoleHeld, after: RoleHeld): RoleHeld {
  return {
    role: after.role ?? before.role,
    employer: after.employer ?? before.employer,
    manager: after.manager ?? before.manager,
  };
}

export type Teams = {
  /** Whether this manager still works here, as far as anybody says. */
  readonly isHere: (manager: string) => boolean;
  /** How many still have this manager. */
  readonly left: (manager: string) => number;
};

/**
 * Moves of people, without those where only the manager is another because the team got a new one: the former manager left, or
 * the whole team went to the same new one at once.
 */
export function realMoves(moves: readonly Move[], teams: Teams): readonly Move[] {
  const together = new Map<string, number>();
  for (const move of moves) {
    if (move.fields.includes('manager')) together.set(roadOf(move), (together.get(roadOf(move)) ?? 0) + 1);
  }
  return moves.flatMap((move) => {
    const { manager } = move.before;
    if (!move.fields.includes('manager') || manager === null) return [move];
    const isWholeTeam = (together.get(roadOf(move)) ?? 0) > 1 && teams.left(manager) === 0;
    if (teams.isHere(manager) && !isWholeTeam) return [move];
    const others = move.fields.filter((field) => field !== 'manager');
    return others.length === 0 ? [] : [{ ...move, fields: others }];
  });
}

function roadOf({ before, after }: Move): string {
  return `${before.manager}\n${after.manager}`;
}
