import type { WorkspaceId } from './workspace-id.ts';

export type LiveTopic = 'pulls' | 'facts' | 'checks' | 'ledger' | 'anchors' | 'erasures';

/** Tells open screens that something of a topic changed; they fetch it again through the normal API. */
export interface Live {
  publish(workspaceId: WorkspaceId, topic: LiveTopic): void;
  subscribe(workspaceId: WorkspaceId, listener: (topic: LiveTopic) => void): () => void;
}

export function createLive(): Live {
  const listeners = new Map<WorkspaceId, Set<(topic: LiveTopic) => void>>();
  return {
    publish: (workspaceId, topic) => {
      for (const listener of listeners.get(workspaceId) ?? []) listener(topic);
    },
    subscribe: (workspaceId, listener) => {
      const set = listeners.get(workspaceId) ?? new Set();
      listeners.set(workspaceId, set.add(listener));
      return () => {
        set.delete(listener);
        if (set.size === 0) listeners.delete(workspaceId);
      };
    },
  };
}
