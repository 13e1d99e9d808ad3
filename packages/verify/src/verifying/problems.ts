/** One thing that is wrong. `what` is a fixed word for machines; `where` names the file, item or position. */
export type Problem = { readonly what: ProblemKind; readonly where: string };

export type ProblemKind =
  | 'zip-unreadable'
  | 'format-of-version-0.1'
  | 'zip-differs'
  | 'file-missing'
  | 'file-unexpected'
  | 'file-changed'
  | 'file-malformed'
  | 'manifest-malformed'
  | 'manifest-differs'
  | 'manifest-not-signed'
  | 'key-malformed'
  | 'checkpoint-not-signed'
  | 'checkpoint-differs'
  | 'tile-differs'
  | 'entries-malformed'
  | 'entry-malformed'
  | 'entry-repeated'
  | 'entry-out-of-order'
  | 'log-chain-broken'
  | 'rotation-differs'
  | 'opening-differs'
  | 'anchor-differs'
  | 'anchor-false'
  | 'timestamp-not-trusted'
  | 'tsa-roots-malformed'
  | 'policy-malformed'
  | 'policy-names-other-keys'
  | 'policy-not-met'
  | 'payload-malformed'
  | 'payload-differs'
  | 'payload-missing'
  | 'payload-unexpected'
  | 'erasure-without-entry'
  | 'population-differs'
  | 'requirement-differs'
  | 'control-differs'
  | 'check-differs'
  | 'finding-differs'
  | 'proof-differs'
  | 'as-of-differs'
  | 'outside-checkpoint-malformed'
  | 'outside-checkpoint-of-another-log'
  | 'outside-checkpoint-not-signed'
  | 'outside-checkpoint-is-newer'
  | 'fork'
  | 'more-problems';

const problemsMax = 500;

/** Collects what is wrong; each problem once, and past a bound only that there is more. */
export class Problems {
  readonly #list: Problem[] = [];
  readonly #seen = new Set<string>();

  add(what: ProblemKind, where: string): void {
    const id = `${what}\0${where}`;
    if (this.#seen.has(id)) return;
    if (this.#list.length === problemsMax) this.#list.push({ what: 'more-problems', where: 'package' });
    if (this.#list.length > problemsMax) return;
    this.#seen.add(id);
    this.#list.push({ what, where });
  }

  get count(): number {
    return this.#list.length;
  }

  list(): readonly Problem[] {
    return [...this.#list];
  }

  /** What `work` answers, or null with a problem when it throws: contents of a package never end the verifier. */
  async attempt<T>(what: ProblemKind, where: string, work: () => T | Promise<T>): Promise<T | null> {
    try {
      return await work();
    } catch {
      this.add(what, where);
      return null;
    }
  }
}
