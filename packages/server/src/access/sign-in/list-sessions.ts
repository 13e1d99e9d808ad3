import type { FastifyRequest } from 'fastify';
import type { Services, WorkspaceId } from '../../platform/index.ts';
import { findSession } from '../find-session.ts';
import {
  type ListedSession,
  listSessionsOfUser,
  listSessionsOfWorkspace,
  type MemberSession,
} from './session-list.store.ts';
import { withAccount } from './with-account.ts';

export type PageAsked = { readonly cursor?: string | undefined; readonly limit: number };

export type SessionsPage<Item> = {
  readonly items: (Item & { readonly isCurrent: boolean })[];
  readonly nextCursor: string | null;
};

type Request = Pick<FastifyRequest, 'headers'>;

export function listOwnSessions(
  request: Request,
  page: PageAsked,
  services: Services,
): Promise<SessionsPage<ListedSession>> {
  return withAccount(request, services, async (tx, { user, session }) => {
    const rows = await listSessionsOfUser(tx, user.id, askedPage(page));
    return pageOfSessions(rows, page, session.id);
  });
}

/** Open sessions of everybody in a workspace; which one is the asker's own is told by their cookie. */
export function listMemberSessions(
  request: Request,
  workspaceId: WorkspaceId,
  page: PageAsked,
  services: Services,
): Promise<SessionsPage<MemberSession>> {
  return services.database.withSystem('list sessions of a workspace', async (tx) => {
    const own = await findSession(tx, request.headers.cookie, services);
    const rows = await listSessionsOfWorkspace(tx, workspaceId, askedPage(page));
    return pageOfSessions(rows, page, own?.session.id ?? null);
  });
}

function askedPage({ cursor, limit }: PageAsked) {
  return { before: cursor ?? null, limit: limit + 1 };
}

function pageOfSessions<Item extends ListedSession>(
  rows: readonly Item[],
  { limit }: PageAsked,
  current: string | null,
): SessionsPage<Item> {
  const items = rows.slice(0, limit).map((one) => ({ ...one, isCurrent: one.id === current }));
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}
