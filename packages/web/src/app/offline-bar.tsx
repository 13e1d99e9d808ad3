import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { StateShape } from '../components/state-shape.tsx';
import { shared } from '../messages/shared.ts';

function subscribe(listener: () => void): () => void {
  window.addEventListener('online', listener);
  window.addEventListener('offline', listener);
  return () => {
    window.removeEventListener('online', listener);
    window.removeEventListener('offline', listener);
  };
}

/** Says that what is shown is not fresh, and asks again by itself when the connection is back. */
export function OfflineBar() {
  const isOnline = useSyncExternalStore(subscribe, () => navigator.onLine);
  const queryClient = useQueryClient();
  const [since, setSince] = useState<string>('');
  useEffect(() => {
    if (!isOnline) setSince(new Intl.DateTimeFormat(undefined, { timeStyle: 'short' }).format(new Date()));
  }, [isOnline]);
  useEffect(() => {
    const readAgain = () => void queryClient.refetchQueries({ type: 'active' });
    window.addEventListener('online', readAgain);
    return () => window.removeEventListener('online', readAgain);
  }, [queryClient]);
  if (isOnline) return null;
  return (
    <div
      role="status"
      className="flex items-center gap-2 border-b border-line bg-unsure-tint px-4 py-2 text-sm"
    >
      <StateShape state="unknown" />
      {shared.trouble.offline(since)}
    </div>
  );
}
