import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { StateShape } from '../components/state-shape.tsx';
import { shared } from '../messages/shared.ts';
import { askServer } from './api.ts';
import { readReach, subscribeToReach } from './reach.ts';

const askAgainMs = 3_000;

/** Says that what is shown is not fresh, and reads it again by itself when the server answers again. */
export function OfflineBar() {
  const isOnline = useSyncExternalStore(subscribeToNetwork, () => navigator.onLine);
  const isReached = useSyncExternalStore(subscribeToReach, () => readReach().isReached);
  const isFresh = isOnline && isReached;
  const queryClient = useQueryClient();
  useEffect(() => {
    if (isFresh) return;
    const timer = window.setInterval(() => void askServer(), askAgainMs);
    return () => {
      window.clearInterval(timer);
      void queryClient.refetchQueries({ type: 'active' });
    };
  }, [isFresh, queryClient]);
  if (isFresh) return null;
  const since = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' }).format(readReach().answeredAt);
  return (
    <div
      role="status"
      className="flex items-center gap-2 border-b border-line bg-unsure-tint px-4 py-2 text-sm"
    >
      <StateShape state="unknown" />
      {shared.trouble.silent(since)}
    </div>
  );
}

function subscribeToNetwork(listener: () => void): () => void {
  window.addEventListener('online', listener);
  window.addEventListener('offline', listener);
  return () => {
    window.removeEventListener('online', listener);
    window.removeEventListener('offline', listener);
  };
}
