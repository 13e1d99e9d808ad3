/** The master key of all proofs; it protects nothing but made-up notes. */
export const masterKey = Buffer.alloc(32, 5);

export type ProofContext = {
  /** Numbers in [0, 1) from the printed seed. */
  readonly random: () => number;
  /** How often each proof does its harm: all of it, or the small part that the tests run. */
  readonly isSmall: boolean;
  readonly say: (line: string) => void;
};

/** One way to fail, proven. A file of `proofs/` exports it as `proof`; nothing else lists it. */
export interface Proof {
  readonly name: string;
  /** What this machine lacks for it, in a sentence; then it proves nothing here and must not pass. */
  readonly lacks?: string | null;
  /** Throws when the ledger did not keep its promise. */
  run(context: ProofContext): Promise<void>;
}
