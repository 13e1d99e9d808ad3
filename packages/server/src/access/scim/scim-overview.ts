import type { Personal, Services, WorkspaceId } from '../../platform/index.ts';
import { namesOf } from '../list-members.ts';
import { listLogRows, type ScimLogRow } from './scim-log.store.ts';
import { readProvider, type ScimProvider } from './scim-provider.store.ts';
import { listOpenTokens, newestToken, type ScimToken } from './scim-tokens.store.ts';
import { countByState, identitiesOf, type UserCounts } from './scim-users.store.ts';

export type TokenState = 'none' | 'in-force' | 'ends-soon' | 'ended' | 'expired';

/**
 * Whether the provider keeps the workspace: `cut-off` without a token in force, `late` after three days without a call. In
 * either nothing shown is sure.
 */
export type ConnectionState = 'never-connected' | 'cut-off' | 'late' | 'connected';

export type ScimOverview = {
  readonly endpoint: string | null;
  readonly tokenState: TokenState;
  readonly token: Pick<ScimToken, 'madeAt' | 'expiresAt' | 'lastUsedAt' | 'madeBy' | 'position'> | null;
  /** Former tokens that still admit. */
  readonly formerTokens: number;
  readonly connection: ConnectionState;
  readonly lastCallAt: string | null;
  readonly lastChangeAt: string | null;
  readonly lastRefusedAt: string | null;
  readonly people: UserCounts;
  readonly log: readonly (ScimLogRow & { readonly name: Personal | null })[];
};

const dayMs = 24 * 60 * 60 * 1_000;
export const lateAfterMs = 3 * dayMs;
const soonMs = 14 * dayMs;

export async function readScim(
  workspaceId: WorkspaceId,
  page: { readonly before: string | null; readonly limit: number },
  services: Services,
): Promise<ScimOverview> {
  const now = services.clock.now();
  const { log, identities, ...overview } = await services.database.withWorkspace(workspaceId, async (tx) => {
    const provider = await readProvider(tx, workspaceId);
    const open = await listOpenTokens(tx, workspaceId, now);
    const newest = await newestToken(tx, workspaceId);
    const log = await listLogRows(tx, workspaceId, page);
    const subjects = [...new Set(log.flatMap(({ subject }) => subject ?? []))];
    return {
      endpoint: provider === null ? null : `${endpointBase(services, provider.id)}`,
      tokenState: stateOf(newest, now),
      token: newest,
      formerTokens: open.filter(({ id }) => id !== newest?.id).length,
      connection: connectionOf(provider, open.length > 0, now),
      lastCallAt: provider?.lastCallAt ?? null,
      lastChangeAt: provider?.lastChangeAt ?? null,
      lastRefusedAt: provider?.lastRefusedAt ?? null,
      people: await countByState(tx, workspaceId),
      log,
      identities: await identitiesOf(tx, workspaceId, subjects),
    };
  });
  const names = await namesOf(workspaceId, identities, services);
  const nameBySubject = new Map(
    identities.map(({ subject, position }) => [subject, names.get(position) ?? null]),
  );
  const nameOf = (subject: string | null) => (subject === null ? null : (nameBySubject.get(subject) ?? null));
  return { ...overview, log: log.map((row) => ({ ...row, name: nameOf(row.subject) })) };
}

/** Where the client calls: from the outside, as far as we were told how it reaches us. */
export function endpointBase({ settings }: Pick<Services, 'settings'>, providerId: string): string {
  return `${settings.baseUrl?.replace(/\/$/, '') ?? ''}/api/scim/${providerId}/v2`;
}

function stateOf(token: ScimToken | null, now: string): TokenState {
  if (token === null) return 'none';
  if (token.endedAt !== null) return 'ended';
  const leftMs = Date.parse(token.expiresAt) - Date.parse(now);
  if (leftMs <= 0) return 'expired';
  return leftMs < soonMs ? 'ends-soon' : 'in-force';
}

function connectionOf(provider: ScimProvider | null, hasToken: boolean, now: string): ConnectionState {
  if (provider === null || provider.lastCallAt === null) return 'never-connected';
  if (!hasToken) return 'cut-off';
  return Date.parse(now) - Date.parse(provider.lastCallAt) >= lateAfterMs ? 'late' : 'connected';
}
