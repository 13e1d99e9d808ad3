import { read } from '@daybook/client';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api, queryClient } from './api.ts';
import { useWorkspacePath } from './queries.ts';
import { useMay } from './session.ts';

/** A masked value as the server writes it: whose it is, or which entry's free text. */
export type Mask = { readonly kind: 'person' | 'record' | 'hidden'; readonly handle: string };

const maskPattern = /•••• \((person|record|hidden) ([0-9a-f•]{12})\)/g;

/** The parts of a text: words as they are, and masked values. */
export function partsOf(text: string): readonly (string | Mask)[] {
  const parts: (string | Mask)[] = [];
  let end = 0;
  for (const match of text.matchAll(maskPattern)) {
    if (match.index > end) parts.push(text.slice(end, match.index));
    // The pattern gives exactly these kinds.
    parts.push({ kind: match[1] as Mask['kind'], handle: match[2] ?? '' });
    end = match.index + match[0].length;
  }
  if (end < text.length) parts.push(text.slice(end));
  return parts;
}

export type RevealField = 'name' | 'email' | 'phone' | 'login';

export type OpenReveal = {
  readonly id: string;
  /** Null once it was erased. */
  readonly value: string | null;
  readonly until: string;
};

/** The value of a mask while it is shown to whoever looks at the screen. */
export function useOpenReveal(mask: Mask, field: RevealField): OpenReveal | null {
  const { data } = useQuery(useCurrentReveals());
  const nowMs = useNow(data !== undefined && data.items.length > 0);
  const found = data?.items.find((one) => {
    if (mask.kind === 'record') return one.entry === Number(mask.handle);
    return one.handle === mask.handle && one.field === field;
  });
  if (found === undefined || Date.parse(found.until) <= nowMs) return null;
  return { id: found.id, value: Object.values(found.values)[0] ?? null, until: found.until };
}

function useCurrentReveals() {
  const path = useWorkspacePath();
  const mayReveal = useMay('reveal.create');
  return {
    queryKey: ['reveals', path.workspace, 'current'],
    queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
      read(api.GET('/api/workspaces/{workspace}/reveals/current', { params: { path }, signal })),
    enabled: mayReveal,
    staleTime: 60_000,
  };
}

const tickMs = 10_000;

/** The time, again and again, while something on the screen runs out. */
function useNow(isRunning: boolean): number {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    setNowMs(Date.now());
    if (!isRunning) return;
    const timer = window.setInterval(() => setNowMs(Date.now()), tickMs);
    return () => window.clearInterval(timer);
  }, [isRunning]);
  return nowMs;
}

export function readRevealsAgain(): void {
  void queryClient.invalidateQueries({ queryKey: ['reveals'] });
}
