import type { WorkspaceId } from './workspace-id.ts';

/** Open screens of one person in one process. */
export const screensPerPersonMax = 20;

export type LiveTopic = 'pulls' | 'facts' | 'checks' | 'ledger' | 'anchors' | 'erasures';

/** Tells open screens that something of a topic changed; they fetch it again through the normal API. */
export interface Live {
  publish(workspaceId: WorkspaceId, topic: LiveTopic): void;
  subscribe(workspaceId: WorkspaceId, listener: (topic: LiveTopic) => void): () => void;
  /** Whether somebody has as many open screens as one person may have. */
  isFull(userId: string): boolean;
  /** Remembers how to close an open screen of somebody; answers how to forget it. */
  attach(userId: string, close: () => void): () => void;
  /** Who has open screens in this process. */
  people(): readonly string[];
  /** Closes every open screen of somebody in this process, as when they were removed. */
  end(userId: string): void;
}

export function createLive(): Live {
  const listeners = new Map<WorkspaceId, Set<(topic: LiveTopic) => void>>();
  const screens = new Map<string, Set<() => void>>();
  return {
    attach: (userId, close) => {
      const own = screens.get(userId) ?? new Set();
      screens.set(userId, own.add(close));
      return () => {
        own.delete(close);
        if (own.size === 0) screens.delete(userId);
      };
    },
    isFull: (userId) => (screens.get(userId)?.size ?? 0) >= screensPerPersonMax,
    people: () => [...screens.keys()],
    end: (userId) => {
      for (const close of [...(screens.get(userId) ?? [])]) close();
    },
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
