import { z } from 'zod';
import { actorSchema, type ReviewNode, reviewSchema } from './answer-schemas.ts';
import type { RecordedAnswer } from './read-har.ts';

const instant = z.iso.datetime({ offset: true });
/** All a recording may say of one pull request, each part optional: one query asked for this, the next for that. */
const recordedPullRequest = z.object({
  id: z.string(),
  number: z.int().min(1).optional(),
  title: z.string().optional(),
  state: z.enum(['OPEN', 'CLOSED', 'MERGED']).optional(),
  merged: z.boolean().optional(),
  createdAt: instant.optional(),
  mergedAt: instant.nullish(),
  baseRefName: z.string().optional(),
  url: z.string().optional(),
  author: actorSchema.nullish(),
  mergedBy: actorSchema.nullish(),
  mergeCommit: z
    .object({
      oid: z
        .string()
        .regex(/^[0-9a-f]{40,64}$/)
        .optional(),
    })
    .nullish(),
  reviews: z
    .object({ totalCount: z.int().nullish(), nodes: z.array(reviewSchema.nullable()).nullish() })
    .nullish(),
});
const recordedRepository = z.object({
  url: z.string(),
  pullRequests: z.object({ totalCount: z.int() }).nullish(),
  defaultBranchRef: z.object({ name: z.string() }).nullish(),
});
const protectionRule = z.object({
  pattern: z.string(),
  requiresApprovingReviews: z.boolean().optional(),
  requiredApprovingReviewCount: z.int().nullish(),
  dismissesStaleReviews: z.boolean().optional(),
  isAdminEnforced: z.boolean().optional(),
  allowsForcePushes: z.boolean().optional(),
  allowsDeletions: z.boolean().optional(),
  requiresStatusChecks: z.boolean().optional(),
});
const rulesOfRepository = z.object({
  id: z.string(),
  branchProtectionRules: z.object({ nodes: z.array(protectionRule) }),
});

export type RecordedPullRequest = Omit<z.infer<typeof recordedPullRequest>, 'reviews'> & {
  readonly reviewsTotal: number | null;
  readonly reviews: readonly ReviewNode[] | null;
};
export type ProtectionRule = z.infer<typeof protectionRule>;
export type RecordedRepository = {
  readonly url: string;
  readonly pullRequestsTotal: number | null;
  readonly defaultBranch: string | null;
  readonly rules: readonly ProtectionRule[] | null;
};

/** What is found anywhere in the answers, once per node id. */
export class RecordedNodes {
  readonly pullRequests = new Map<string, RecordedPullRequest>();
  readonly repositories = new Map<string, RecordedRepository>();
  readonly #rules = new Map<string, readonly ProtectionRule[]>();
  /** Nodes that look like pull requests and could not be read. */
  malformed = 0;

  add({ data }: RecordedAnswer): void {
    const waiting: unknown[] = [data];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (typeof next !== 'object' || next === null) continue;
      if ('id' in next && typeof next.id === 'string') this.#addNode(next.id, next);
      for (const value of Object.values(next)) if (value !== null) waiting.push(value);
    }
  }

  rulesOf(repositoryId: string): readonly ProtectionRule[] | null {
    return this.#rules.get(repositoryId) ?? null;
  }

  #addNode(id: string, node: object): void {
    const kind = kindOfNode(id);
    if (kind === 'pull-request') this.#addPullRequest(node);
    if (kind === 'repository') this.#addRepository(id, node);
  }

  #addPullRequest(node: object): void {
    const parsed = recordedPullRequest.safeParse(node);
    if (!parsed.success) {
      this.malformed += 1;
      return;
    }
    const { reviews, ...known } = parsed.data;
    const before = this.pullRequests.get(known.id);
    const seen = { ...known, reviewsTotal: reviews?.totalCount ?? null, reviews: wholeList(reviews?.nodes) };
    this.pullRequests.set(known.id, before === undefined ? seen : joined(before, seen));
  }

  #addRepository(id: string, node: object): void {
    const rules = rulesOfRepository.safeParse(node);
    if (rules.success) this.#rules.set(id, rules.data.branchProtectionRules.nodes);
    const parsed = recordedRepository.safeParse(node);
    if (!parsed.success) return;
    const before = this.repositories.get(id);
    this.repositories.set(id, {
      url: parsed.data.url,
      pullRequestsTotal: larger(parsed.data.pullRequests?.totalCount, before?.pullRequestsTotal),
      defaultBranch: parsed.data.defaultBranchRef?.name ?? before?.defaultBranch ?? null,
      rules: null,
    });
  }
}

/** A list with a refused place in it is no list of all reviews. */
function wholeList(nodes: readonly (ReviewNode | null)[] | null | undefined): readonly ReviewNode[] | null {
  const known = (nodes ?? []).flatMap((review) => review ?? []);
  return nodes?.length === known.length ? known : null;
}

/** Pull requests are never deleted, so of two counts the larger is the later. */
function larger(first: number | null | undefined, second: number | null | undefined): number | null {
  return first == null || second == null ? (first ?? second ?? null) : Math.max(first, second);
}

/** Node ids begin with their type: `PR_…`, or base64 of `011:PullRequest…` in the older form. */
function kindOfNode(id: string): 'pull-request' | 'repository' | null {
  const older = /^[A-Za-z0-9+/]+=*$/.test(id) ? Buffer.from(id, 'base64').toString('latin1') : '';
  if (id.startsWith('PR_') || /^\d+:PullRequest\d+$/.test(older)) return 'pull-request';
  if (id.startsWith('R_') || /^\d+:Repository\d+$/.test(older)) return 'repository';
  return null;
}

/** A later sighting adds what the earlier did not say; the longer list of reviews is the one read further. */
function joined(before: RecordedPullRequest, after: RecordedPullRequest): RecordedPullRequest {
  const said = Object.entries(after).filter(([, value]) => value !== null && value !== undefined);
  const reviews =
    (after.reviews?.length ?? -1) > (before.reviews?.length ?? -1) ? after.reviews : before.reviews;
  return { ...before, ...Object.fromEntries(said), reviews };
}
