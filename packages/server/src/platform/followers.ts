import type { WorkspaceId } from './workspace-id.ts';

/** Brings one derived thing up to the ledger's end. Must be safe to repeat and to stop halfway. */
export type Follower = (workspaceId: WorkspaceId) => Promise<void>;

/** Derived features register here in their order; whoever appended calls `run`, which never overlaps per workspace. */
export interface Followers {
  register(follower: Follower): void;
  /** Resolves when everything appended before the call has been followed. */
  run(workspaceId: WorkspaceId): Promise<void>;
}

export function createFollowers(): Followers {
  const followers: Follower[] = [];
  const queues = new Map<WorkspaceId, Promise<void>>();
  return {
    register: (follower) => {
      followers.push(follower);
    },
    run: (workspaceId) => {
      const before = queues.get(workspaceId) ?? Promise.resolve();
      const next = before
        .catch(() => undefined)
        .then(async () => {
          for (const follower of followers) await follower(workspaceId);
        });
      queues.set(workspaceId, next);
      void next
        .catch(() => undefined)
        .finally(() => queues.get(workspaceId) === next && queues.delete(workspaceId));
      return next;
    },
  };
}
