import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Actor } from './actor.ts';
import type { PersonalClass } from './personal.ts';
import type { Services } from './services.ts';
import type { WorkspaceId } from './workspace-id.ts';

export type Permission = {
  /** `<noun>.<verb>`, e.g. `pull.read`; reading verbs are `read` and `list`. */
  readonly action: string;
  /** `public`: anyone. `signed-in`: any session. `workspace`: decided by the role in the workspace of the path. */
  readonly needs: 'public' | 'signed-in' | 'workspace';
  /** Of a `public` route that another site posts to by design: a state used once stands in for the origin. */
  readonly isCrossSite?: boolean;
  /**
   * The handler decides every row with `may`, so that whoever may see a part alone is let in: what lies in the scope of a
   * grant, or is about themselves. `by-system`: only what comes from the connection a grant names. Without it the route opens
   * only to who may see all of it.
   */
  readonly isScoped?: boolean | 'by-system';
  /**
   * Which classes of values about people the answer may hold. Each is an action of its own, `name.disclose` and so on: whoever
   * may not take it sees the value masked. A class that is not named here never leaves by this route.
   */
  readonly discloses?: readonly PersonalClass[];
  /**
   * Of a `public` route of a protocol whose programs send a token of their own: the gate admits by that token and by nothing
   * else, neither a session nor a page of ours, and gives the workspace the token belongs to.
   */
  readonly token?: 'scim';
  /**
   * Of a `workspace` route: whether it answers where all data is made up. Without it: what administers, exports or changes
   * keys is refused there, everything else is open. See `isClosedInSample`.
   */
  readonly inSample?: 'open' | 'refused';
};

/** How a protocol of others wants to be answered where it differs from us. */
export type Dialect = {
  readonly mediaType: string;
  /** The answer to any error; what is no refusal must not show its details. */
  readonly refusal: (error: unknown) => { readonly status: number; readonly body: object };
};

/** What a question about one thing says of it; people by pseudonym. What does not apply is left out. */
export type AskedAbout = {
  readonly scope?: {
    readonly system?: string;
    readonly channel?: string;
    readonly queue?: string;
    readonly team?: string;
  };
  readonly sensitivity?: string;
  readonly kind?: string;
  readonly author?: string;
  readonly requester?: string;
  readonly subject?: string;
};

/** Whether who asks may do the route's action, or another one, to this thing. Cheap: equal questions are asked once. */
export type MayDo = (about: AskedAbout, action?: string) => boolean;

export type RouteInput<Params, Query, Body> = {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  /** Of a `workspace` route: who acts there. Of others: the system's pseudonym without a workspace. */
  readonly actor: Actor;
  /** Of a `workspace` route: resolved by the gate. Reading it elsewhere throws. */
  readonly workspaceId: WorkspaceId;
  /** Of a `workspace` route; elsewhere it allows nothing. */
  readonly may: MayDo;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
};

export type Route<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Answer extends z.ZodType = z.ZodType,
> = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Parameters as `:name`. Workspace routes begin with `/api/workspaces/:workspace`. */
  readonly path: string;
  readonly summary: string;
  readonly permission: Permission;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  /** Shape of the JSON answer; with `responseKind: 'stream'` the handler answers through `reply` itself. */
  readonly response: Answer;
  readonly responseKind?: 'json' | 'stream';
  /** `form`: the fields of a posted form in place of JSON. `mail`: a raw message, each byte as one character (latin1). */
  readonly bodyKind?: 'json' | 'form' | 'mail';
  readonly dialect?: Dialect;
  /** A list (`{ items, nextCursor }`) that may be exported under this name, page by page, through its own gate. */
  readonly exportAs?: string;
  readonly handler: (
    input: RouteInput<z.output<Params>, z.output<Query>, z.output<Body>>,
    services: Services,
  ) => Promise<z.input<Answer> | FastifyReply>;
};

/** One definition gives validation, the OpenAPI description, the typed client and the permission table. */
export function defineRoute<
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Answer extends z.ZodType,
>(route: Route<Params, Query, Body, Answer>): Route<Params, Query, Body, Answer> {
  if (route.permission.needs === 'workspace' && !route.path.startsWith('/api/workspaces/:workspace')) {
    throw new Error(`route ${route.path} needs a workspace in its path`);
  }
  return route;
}

/** Query of every list: an opaque cursor from the page before, and at most 200 items. */
export const pageQuery = z.object({
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** Answer of every list; `nextCursor` is null on the last page. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}
