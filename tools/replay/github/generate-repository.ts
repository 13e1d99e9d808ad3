import { createHash } from 'node:crypto';
import type {
  GeneratedActor,
  GeneratedCommit,
  GeneratedPullRequest,
  GeneratedRepository,
  GeneratedReview,
  KeyRow,
} from './generated-repository.ts';
import { type ReviewCase, reviewCases } from './review-cases.ts';

const people: readonly GeneratedActor[] = ['ada', 'ben', 'cleo', 'dara', 'emil'].map((login) => ({
  __typename: 'User',
  login,
  name: `${login[0]?.toUpperCase()}${login.slice(1)} Example`,
}));
const bot: GeneratedActor = { __typename: 'Bot', login: 'approver' };
const startMs = Date.parse('2025-01-01T08:00:00Z');
const hourMs = 3_600_000;

/**
 * An invented repository with full review times. The same seed gives the same repository. Cases follow each other in a
 * shuffled order, each as often as the others, until the trunk has at least `commitsMin` commits.
 */
export function generateRepository(seed: string, commitsMin: number): GeneratedRepository {
  const draft = new Draft(seed);
  draft.addFirstCommit();
  while (draft.key.length < commitsMin) for (const plan of draft.shuffled(reviewCases)) draft.addChange(plan);
  draft.addOpenPullRequests();
  return {
    owner: 'team',
    name: 'store',
    branch: 'main',
    commits: draft.commits.toReversed(),
    pullRequests: draft.pullRequests,
    key: draft.key.toReversed(),
  };
}

class Draft {
  readonly commits: GeneratedCommit[] = [];
  readonly pullRequests: GeneratedPullRequest[] = [];
  readonly key: KeyRow[] = [];
  readonly #seed: string;
  #drawn = 0;
  #head = '';
  #hours = 0;

  constructor(seed: string) {
    this.#seed = seed;
  }

  addFirstCommit(): void {
    const sha = this.#commit({
      parents: [],
      author: this.#pick(people),
      pullRequests: [],
      message: 'First commit',
    });
    this.#advance(sha, { case: 'first commit', outcome: 'not-applicable', code: 'first-commit' });
  }

  addChange(plan: ReviewCase): void {
    this.#hours += 1 + Math.floor(this.#random() * 5);
    const author = plan.author === undefined || plan.author === null ? this.#pick(people) : plan.author;
    if (plan.way === 'direct') {
      const message = `Quick fix ${this.#drawn}`;
      this.#advance(this.#commit({ parents: [this.#head], author, pullRequests: [], message }), plan);
      return;
    }
    const number = this.pullRequests.length + 1;
    const base = { author, pullRequests: [number] };
    for (const message of messagesOf(plan.way, number)) {
      const parents =
        plan.way === 'merge'
          ? [this.#head, this.#commit({ ...base, parents: [this.#head], message })]
          : [this.#head];
      this.#advance(this.#commit({ ...base, parents, message: titleOf(plan.way, message, number) }), plan);
    }
    this.#addPullRequest(number, plan, author);
  }

  /** Some that were never merged: they belong to no commit of the trunk. */
  addOpenPullRequests(): void {
    for (const state of ['OPEN', 'CLOSED', 'OPEN'] as const) {
      const number = this.pullRequests.length + 1;
      const createdAt = this.#at(-60);
      const id = `PR_${number}`;
      const common = { mergedAt: null, mergedBy: null, mergeCommit: null, baseRefName: 'main', reviews: [] };
      this.pullRequests.push({
        id,
        number,
        title: `Idea ${number}`,
        state,
        createdAt,
        author: this.#pick(people),
        ...common,
      });
    }
  }

  shuffled<T>(values: readonly T[]): T[] {
    return values
      .map((value) => ({ value, at: this.#random() }))
      .toSorted((a, b) => a.at - b.at)
      .map(({ value }) => value);
  }

  #addPullRequest(number: number, plan: ReviewCase, author: GeneratedActor): void {
    const others = people.filter((person) => person.login !== author.login);
    const [other = bot, second = bot] = this.shuffled(others);
    const by = { other, second, author, bot };
    const reviews = plan.reviews.map(
      (review, i): GeneratedReview => ({
        id: `PRR_${number}_${i}`,
        state: review.state,
        submittedAt: review.minutes === null ? null : this.#at(review.minutes),
        author: by[review.by],
      }),
    );
    this.pullRequests.push({
      id: `PR_${number}`,
      number,
      title: `Change ${number}`,
      state: 'MERGED',
      createdAt: this.#at(-600),
      mergedAt: this.#at(0),
      baseRefName: plan.way === 'elsewhere' ? 'release' : 'main',
      author: plan.author === null ? null : author,
      mergedBy: second,
      mergeCommit: { oid: this.#head },
      reviews,
    });
  }

  #commit(commit: Omit<GeneratedCommit, 'oid' | 'committedDate' | 'isSigned'>): string {
    const oid = createHash('sha1').update(`${this.#seed} commit ${this.commits.length}`).digest('hex');
    this.commits.push({ ...commit, oid, committedDate: this.#at(0), isSigned: this.#random() < 0.5 });
    return oid;
  }

  #advance(sha: string, { case: name, outcome, code }: Pick<KeyRow, 'case' | 'outcome' | 'code'>): void {
    this.#head = sha;
    this.key.push({ sha, case: name, outcome, code });
  }

  #at(minutes: number): string {
    return new Date(startMs + this.#hours * hourMs + minutes * 60_000).toISOString().replace('.000Z', 'Z');
  }

  #pick<T>(values: readonly T[]): T {
    const value = values[Math.floor(this.#random() * values.length)];
    if (value === undefined) throw new Error('nothing to pick from');
    return value;
  }

  /** In [0, 1), from the seed and how often it was asked. */
  #random(): number {
    this.#drawn += 1;
    return createHash('sha256').update(`${this.#seed} ${this.#drawn}`).digest().readUInt32BE(0) / 2 ** 32;
  }
}

function messagesOf(way: ReviewCase['way'], number: number): string[] {
  return way === 'rebase' ? [`Part one of ${number}`, `Part two of ${number}`] : [`Change ${number}`];
}

function titleOf(way: ReviewCase['way'], message: string, number: number): string {
  if (way === 'merge') return `Merge pull request #${number} from team/topic-${number}\n\n${message}`;
  return way === 'squash' ? `${message} (#${number})` : message;
}
