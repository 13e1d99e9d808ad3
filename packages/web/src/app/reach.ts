type Reach = { readonly isReached: boolean; readonly answeredAt: Date };

let reach: Reach = { isReached: true, answeredAt: new Date() };
const listeners = new Set<() => void>();

/** Whether the server answers, and when it last did. The same object until one of the two changes. */
export function readReach(): Reach {
  return reach;
}

export function subscribeToReach(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Any answer counts, a refusal too: it is silence that makes what is shown old. */
export function noteAnswer(): void {
  const wasReached = reach.isReached;
  reach = { isReached: true, answeredAt: new Date() };
  if (!wasReached) tell();
}

function noteSilence(): void {
  if (!reach.isReached) return;
  reach = { ...reach, isReached: false };
  tell();
}

/** The browser's fetch, which also notes whether the server answered. A request that was called off says nothing. */
export async function fetchNoting(request: Request): Promise<Response> {
  try {
    const response = await fetch(request);
    noteAnswer();
    return response;
  } catch (error) {
    if (!request.signal.aborted) noteSilence();
    throw error;
  }
}

function tell(): void {
  for (const listener of listeners) listener();
}
