import { read } from '@daybook/client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { api } from '../../../app/api.ts';
import { useWorkspacePath } from '../../../app/queries.ts';
import { type ReviewItem, readReviewsAgain } from '../use-reviews.ts';

/** One of the four by which somebody can act as the organisation or carry its data away. */
export type Right = NonNullable<ReviewItem['kept']>[number];

export type Verb = 'keep' | 'change' | 'remove' | 'not-mine' | 'undo';

export type Said = {
  readonly decision: Verb;
  readonly reason?: string;
  readonly removed?: readonly number[];
  /** The dangerous rights that may stay where none of the ways is taken away whole. */
  readonly kept?: readonly Right[];
};

type Queued = Said & { readonly item: number; readonly shownMs: number };

export type Desk = {
  /** What was decided on this screen, by item; what is not here is as the server told it. */
  readonly said: ReadonlyMap<number, Said>;
  readonly unsaved: number;
  readonly isSaving: boolean;
  readonly error: unknown;
  readonly decide: (item: ReviewItem, said: Said) => void;
  readonly save: () => Promise<void>;
  /** An item is in front of the reviewer from now on. */
  readonly show: (item: number) => void;
};

const batchSize = 20;
const idleMs = 1_500;

/**
 * Takes decisions at once and hands them in together, in the order they were made. Nothing is lost while the server is away: it
 * stays here and is handed in again. How long each was looked at comes from a clock that only goes forward.
 */
export function useDesk(review: string): Desk {
  const path = { ...useWorkspacePath(), review };
  const [said, setSaid] = useState<ReadonlyMap<number, Said>>(new Map());
  const [state, setState] = useState<{ unsaved: number; isSaving: boolean; error: unknown }>(nothingOpen);
  const queue = useRef<Queued[]>([]);
  const shown = useRef({ item: 0, atMs: 0 });
  const running = useRef<Promise<void> | null>(null);
  const latest = useRef(path);
  latest.current = path;

  const save = useCallback(async () => {
    while (running.current !== null) await running.current;
    const batch = queue.current.slice(0, 100);
    if (batch.length === 0) return;
    setState({ unsaved: queue.current.length, isSaving: true, error: null });
    running.current = hand(latest.current, batch)
      .then(() => {
        queue.current = queue.current.slice(batch.length);
        setState({ unsaved: queue.current.length, isSaving: false, error: null });
        if (queue.current.length === 0) readReviewsAgain();
      })
      .catch((error: unknown) => setState({ unsaved: queue.current.length, isSaving: false, error }))
      .finally(() => {
        running.current = null;
      });
    await running.current;
  }, []);

  const { unsaved, isSaving, error } = state;
  useEffect(() => {
    if (unsaved === 0 || isSaving || error !== null) return;
    const timer = window.setTimeout(() => void save(), unsaved >= batchSize ? 0 : idleMs);
    return () => window.clearTimeout(timer);
  }, [unsaved, isSaving, error, save]);
  useStart(review);

  return {
    said,
    ...state,
    save,
    show: (item) => {
      if (shown.current.item !== item) shown.current = { item, atMs: performance.now() };
    },
    decide: ({ item }, one) => {
      const looked = shown.current.item === item ? performance.now() - shown.current.atMs : 0;
      shown.current = { item: 0, atMs: 0 };
      // What was changed before it was handed in is handed in once.
      const before = queue.current.find((queued) => queued.item === item);
      const waiting =
        running.current === null ? queue.current.filter((queued) => queued !== before) : queue.current;
      queue.current = [...waiting, { ...one, item, shownMs: looked + (before?.shownMs ?? 0) }];
      setSaid((known) => new Map([...known, [item, one]]));
      setState((now) => ({ ...now, unsaved: queue.current.length, error: null }));
    },
  };
}

const nothingOpen = { unsaved: 0, isSaving: false, error: null };

type Path = { readonly workspace: string; readonly review: string };

function hand(path: Path, batch: readonly Queued[]): Promise<unknown> {
  // An item twice in one batch would be refused: the last word counts.
  const last = new Map(batch.map((one) => [one.item, one]));
  const decisions = [...last.values()].map(({ removed, kept, ...one }) => ({
    ...one,
    ...(removed !== undefined && { removed: [...removed] }),
    ...(kept !== undefined && { kept: [...kept] }),
  }));
  return read(
    api.POST('/api/workspaces/{workspace}/access-reviews/{review}/decisions', {
      params: { path },
      body: { decisions },
    }),
  );
}

/** Tells the server that somebody begins to look; without it no time counts as spent. */
function useStart(review: string): void {
  const { workspace } = useWorkspacePath();
  useEffect(() => {
    const path = { workspace, review };
    void api.POST('/api/workspaces/{workspace}/access-reviews/{review}/start', {
      params: { path },
      body: {},
    });
  }, [workspace, review]);
}
