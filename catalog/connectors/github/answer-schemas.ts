import { z } from 'zod';

const oid = z.string().regex(/^[0-9a-f]{40,64}$/);
const pageInfo = z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() });
const instant = z.iso.datetime({ offset: true });

export const actorSchema = z.object({
  __typename: z.string().optional(),
  login: z.string().optional(),
  name: z.string().nullish(),
});

export const repositoryAnswer = z.object({
  repository: z
    .object({
      nameWithOwner: z.string(),
      url: z.string(),
      isEmpty: z.boolean(),
      defaultBranchRef: z.object({ name: z.string(), target: z.object({ oid }) }).nullable(),
    })
    .nullable(),
});

const gitActor = z
  .object({
    name: z.string().nullable(),
    email: z.string().nullable(),
    user: z.object({ login: z.string() }).nullable(),
  })
  .nullable();

export const commitSchema = z.object({
  oid,
  message: z.string(),
  committedDate: instant,
  parents: z.object({ totalCount: z.int(), nodes: z.array(z.object({ oid })) }),
  author: gitActor,
  committer: gitActor,
  signature: z.object({ __typename: z.string() }).nullable(),
  associatedPullRequests: z.object({
    totalCount: z.int(),
    nodes: z.array(z.object({ number: z.int(), merged: z.boolean(), baseRefName: z.string() })),
  }),
});

const historySchema = z.object({ totalCount: z.int(), pageInfo, nodes: z.array(commitSchema) });
export const historyAnswer = z.object({
  repository: z.object({ object: z.object({ history: historySchema }) }),
});

export const reviewSchema = z.object({
  id: z.string().optional(),
  state: z.enum(['APPROVED', 'CHANGES_REQUESTED', 'COMMENTED', 'DISMISSED', 'PENDING']),
  submittedAt: instant.nullish(),
  author: actorSchema.nullish(),
});

const reviewsSchema = z.object({ totalCount: z.int(), pageInfo, nodes: z.array(reviewSchema) });
export const reviewsAnswer = z.object({ node: z.object({ reviews: reviewsSchema }) });

export const pullRequestSchema = z.object({
  id: z.string(),
  number: z.int().min(1),
  title: z.string(),
  state: z.enum(['OPEN', 'CLOSED', 'MERGED']),
  createdAt: instant,
  mergedAt: instant.nullable(),
  baseRefName: z.string(),
  author: actorSchema.nullable(),
  mergedBy: actorSchema.nullable(),
  mergeCommit: z.object({ oid }).nullable(),
  reviews: reviewsSchema,
});

const pullRequestsSchema = z.object({ totalCount: z.int(), pageInfo, nodes: z.array(pullRequestSchema) });
export const pullRequestsAnswer = z.object({ repository: z.object({ pullRequests: pullRequestsSchema }) });

const switchSchema = z.object({ enabled: z.boolean() }).optional();
export const protectionAnswer = z.object({
  required_status_checks: z.object({}).nullish(),
  enforce_admins: switchSchema,
  required_pull_request_reviews: z
    .object({
      required_approving_review_count: z.int().optional(),
      dismiss_stale_reviews: z.boolean().optional(),
    })
    .nullish(),
  allow_force_pushes: switchSchema,
  allow_deletions: switchSchema,
});

export const rulesAnswer = z.array(
  z.object({
    type: z.string(),
    parameters: z
      .object({
        required_approving_review_count: z.int().optional(),
        dismiss_stale_reviews_on_push: z.boolean().optional(),
      })
      .optional(),
  }),
);

export const refusalAnswer = z.object({ message: z.string() });

export type Actor = z.infer<typeof actorSchema>;
export type CommitNode = z.infer<typeof commitSchema>;
export type ReviewNode = z.infer<typeof reviewSchema>;
export type PullRequestNode = z.infer<typeof pullRequestSchema>;
export type Protection = z.infer<typeof protectionAnswer>;
export type Rules = z.infer<typeof rulesAnswer>;
