const actor = '{ __typename login ... on User { name } }';

export const repositoryQuery = `query ($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) {
    nameWithOwner url isEmpty
    defaultBranchRef { name target { oid } }
  }
}`;

/** Everything reachable from one commit, so that a push during the reading changes nothing of what is read. */
export const historyQuery = `query ($owner: String!, $name: String!, $head: GitObjectID!, $pageSize: Int!, $after: String) {
  repository(owner: $owner, name: $name) {
    object(oid: $head) {
      ... on Commit {
        history(first: $pageSize, after: $after) {
          totalCount
          pageInfo { hasNextPage endCursor }
          nodes {
            oid message committedDate
            parents(first: 2) { totalCount nodes { oid } }
            author { name email user { login } }
            committer { name email user { login } }
            signature { __typename }
            associatedPullRequests(first: 10) { totalCount nodes { number merged baseRefName } }
          }
        }
      }
    }
  }
}`;

const reviews = `{
  totalCount
  pageInfo { hasNextPage endCursor }
  nodes { id state submittedAt author ${actor} }
}`;

export const pullRequestsQuery = `query ($owner: String!, $name: String!, $pageSize: Int!, $after: String) {
  repository(owner: $owner, name: $name) {
    pullRequests(first: $pageSize, after: $after, orderBy: { field: CREATED_AT, direction: ASC }) {
      totalCount
      pageInfo { hasNextPage endCursor }
      nodes {
        id number title state createdAt mergedAt baseRefName
        author ${actor}
        mergedBy ${actor}
        mergeCommit { oid }
        reviews(first: 100) ${reviews}
      }
    }
  }
}`;

export const reviewsQuery = `query ($id: ID!, $pageSize: Int!, $after: String) {
  node(id: $id) {
    ... on PullRequest { reviews(first: $pageSize, after: $after) ${reviews} }
  }
}`;
