import type { Route } from '../../platform/index.ts';
import { createPermissions, type Permissions } from './permissions.ts';

const kept = new Map<string, Permissions>();
/** One process rarely has more than one set of routes; tests have a few. */
const keptMax = 8;

/** The permissions of these routes: servers of one process with the same routes share the policies and what was answered. */
export function sharedPermissions(routes: readonly Route[]): Permissions {
  const key = JSON.stringify(routes.map(({ method, path, permission }) => [method, path, permission]));
  const found = kept.get(key) ?? createPermissions(routes);
  if (kept.size >= keptMax) kept.clear();
  kept.set(key, found);
  return found;
}
