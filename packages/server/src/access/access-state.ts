import type { Database, Route, Services } from '../platform/index.ts';
import { type AttemptLimit, createAttemptLimit } from './attempt-limit.ts';
import { isClosedInSample } from './permissions/closed-in-sample.ts';
import type { Permissions } from './permissions/permissions.ts';
import { sharedPermissions } from './permissions/shared-permissions.ts';
import { createHashTurns, type HashTurns } from './sign-in/hash-turns.ts';
import { createRefusedUntil, type RefusedUntil } from './sign-in/refused-until.ts';

/** What access keeps in memory for one running server. */
export type AccessState = {
  readonly permissions: Permissions;
  readonly attempts: AttemptLimit;
  /** Lists by the name under which they may be exported. */
  readonly exportable: ReadonlyMap<string, Route>;
  /** Limits kept in the database that are past, so that a flood costs no query. */
  readonly refusedUntil: RefusedUntil;
  readonly hashing: HashTurns;
  /** What each action opens, in the words of its routes. */
  readonly summaries: ReadonlyMap<string, readonly string[]>;
  /** Actions that nobody takes where all data is made up, by any route. */
  readonly closedInSample: ReadonlySet<string>;
};

/**
 * Kept per open database, because routes receive only the platform's services and platform cannot know of access. It
 * lives exactly as long as the server it was installed for.
 */
const states = new WeakMap<Database, AccessState>();

/** Called once by `createGate`. Throws when a route or a policy is not valid. */
export function installAccess(routes: readonly Route[], services: Pick<Services, 'database'>): AccessState {
  const state = {
    permissions: sharedPermissions(routes),
    attempts: createAttemptLimit(),
    exportable: exportableOf(routes),
    refusedUntil: createRefusedUntil(),
    hashing: createHashTurns(),
    summaries: summariesOf(routes),
    closedInSample: closedInSampleOf(routes),
  };
  states.set(services.database, state);
  return state;
}

function exportableOf(routes: readonly Route[]): ReadonlyMap<string, Route> {
  const lists = routes.flatMap((route) =>
    route.exportAs === undefined ? [] : [[route.exportAs, route] as const],
  );
  return new Map(lists.toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

function summariesOf(routes: readonly Route[]): ReadonlyMap<string, readonly string[]> {
  const summaries = new Map<string, readonly string[]>();
  for (const { permission, summary } of routes)
    summaries.set(permission.action, [...(summaries.get(permission.action) ?? []), summary]);
  return summaries;
}

function closedInSampleOf(routes: readonly Route[]): ReadonlySet<string> {
  const closed = new Set(routes.map(({ permission }) => permission.action));
  for (const { permission } of routes) if (!isClosedInSample(permission)) closed.delete(permission.action);
  return closed;
}

export function accessOf(services: Pick<Services, 'database'>): AccessState {
  const state = states.get(services.database);
  if (state === undefined) throw new Error('access is used before its gate was created');
  return state;
}
