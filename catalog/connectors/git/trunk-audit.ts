import type { Commit, Trunk } from './commit.ts';

/** Follows what was read and tells in the end whether it was one whole line from the head down to its root. */
export class TrunkAudit {
  readonly #trunk: Trunk;
  readonly #awaited = new Set<string>();
  readonly #seen = new Set<string>();
  #rejected = 0;
  #roots = 0;

  constructor(trunk: Trunk) {
    this.#trunk = trunk;
    this.#awaited.add(trunk.head);
  }

  see(commit: Commit): void {
    this.#seen.add(commit.sha);
    this.#awaited.delete(commit.sha);
    const parent = commit.parents[0];
    if (parent === undefined) this.#roots += 1;
    else if (!this.#seen.has(parent)) this.#awaited.add(parent);
  }

  reject(): void {
    this.#rejected += 1;
  }

  reasons(): string[] {
    const reasons = [...this.#trunk.reasons];
    const { commitsTotal } = this.#trunk;
    if (this.#seen.size !== commitsTotal) {
      reasons.push(`the line has ${commitsTotal} commits and ${this.#seen.size} of them could be read`);
    }
    const isWhole = this.#awaited.size === 0 && this.#roots === 1;
    if (!isWhole && reasons.length === 0) {
      reasons.push(
        'the commits do not form one line down to a first commit, so history is missing or was replaced; make a fresh full clone and read that',
      );
    }
    if (this.#rejected > 0) reasons.push(`${this.#rejected} commits could not be read`);
    return reasons;
  }
}
