import type { Services, WorkspaceId } from '../../platform/index.ts';

/** How far a replay has come, in entries. */
export type ReplayProgress = { readonly done: number; readonly total: number };

const running = new WeakMap<Services['background'], Map<WorkspaceId, ReplayProgress>>();

/** Progress of the replays of this process, by workspace; lost with it, as the replay is. */
export function runningReplays({
  background,
}: Pick<Services, 'background'>): Map<WorkspaceId, ReplayProgress> {
  const known = running.get(background) ?? new Map<WorkspaceId, ReplayProgress>();
  running.set(background, known);
  return known;
}
