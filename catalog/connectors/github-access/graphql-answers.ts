import { z } from 'zod';

const pageInfo = z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() });
export type PageInfo = z.infer<typeof pageInfo>;

export const membersQuery = `
  query ($login: String!, $after: String) {
    organization(login: $login) {
      login
      url
      membersWithRole(first: 100, after: $after) {
        totalCount
        pageInfo { hasNextPage endCursor }
        edges { role hasTwoFactorEnabled node { databaseId login name email createdAt } }
      }
    }
  }`;

export const membersAnswer = z.object({
  data: z.object({
    organization: z.object({
      login: z.string().optional(),
      url: z.url().optional(),
      membersWithRole: z.object({
        totalCount: z.int().optional(),
        pageInfo,
        edges: z.array(
          z.object({
            role: z.string(),
            hasTwoFactorEnabled: z.boolean().nullable(),
            node: z.object({
              databaseId: z.int().min(1).nullish(),
              login: z.string().min(1),
              name: z.string().nullish(),
              email: z.string().nullish(),
              createdAt: z.iso.datetime({ offset: true }).nullish(),
            }),
          }),
        ),
      }),
    }),
  }),
});
export type MemberEdge = z.infer<
  typeof membersAnswer
>['data']['organization']['membersWithRole']['edges'][number];

export const identitiesQuery = `
  query ($login: String!, $after: String) {
    organization(login: $login) {
      samlIdentityProvider {
        externalIdentities(first: 100, after: $after, membersOnly: true) {
          pageInfo { hasNextPage endCursor }
          nodes { guid samlIdentity { nameId } user { login } }
        }
      }
    }
  }`;

export const identitiesAnswer = z.object({
  data: z.object({
    organization: z.object({
      samlIdentityProvider: z
        .object({
          externalIdentities: z.object({
            pageInfo,
            nodes: z.array(
              z.object({
                guid: z.string().optional(),
                samlIdentity: z.object({ nameId: z.string().nullish() }).nullish(),
                user: z.object({ login: z.string() }).nullish(),
              }),
            ),
          }),
        })
        .nullable(),
    }),
  }),
});
type Provider = z.infer<typeof identitiesAnswer>['data']['organization']['samlIdentityProvider'];
export type ExternalIdentity = NonNullable<Provider>['externalIdentities']['nodes'][number];
