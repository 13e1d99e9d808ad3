import { type KeyboardEvent, type RefObject, useEffect, useRef } from 'react';
import { navigateTo } from '../../app/navigate.ts';
import type { Crumb } from '../../app/trail.ts';

export type GridPlace = { readonly row: number; readonly column: number };

type GridKeys = {
  readonly box: RefObject<HTMLDivElement | null>;
  readonly place: GridPlace;
  readonly setPlace: (place: GridPlace) => void;
  readonly rows: number;
  readonly columns: number;
  readonly hrefOf: (row: number) => string;
  readonly home: readonly Crumb[];
};

/** Arrows, home and end move the one cell that takes the focus; enter opens its row. */
export function useGridKeys({ box, place, setPlace, rows, columns, hrefOf, home }: GridKeys) {
  const wanted = useRef<GridPlace | null>(null);
  useEffect(() => {
    const next = wanted.current;
    if (next === null) return;
    wanted.current = null;
    box.current?.querySelector<HTMLElement>(`[data-cell="${next.row}:${next.column}"]`)?.focus();
  });
  return (event: KeyboardEvent) => {
    if (event.key === 'Enter' && place.column > 0) {
      navigateTo(hrefOf(place.row), { trail: home });
      return;
    }
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const moved = step(place, columns);
    const next = { row: clamp(moved.row, rows - 1), column: clamp(moved.column, columns - 1) };
    wanted.current = next;
    setPlace(next);
  };
}

const steps: Readonly<Record<string, (place: GridPlace, columns: number) => GridPlace>> = {
  ArrowDown: ({ row, column }) => ({ row: row + 1, column }),
  ArrowUp: ({ row, column }) => ({ row: row - 1, column }),
  ArrowRight: ({ row, column }) => ({ row, column: column + 1 }),
  ArrowLeft: ({ row, column }) => ({ row, column: column - 1 }),
  Home: ({ row }) => ({ row, column: 0 }),
  End: ({ row }, columns) => ({ row, column: columns - 1 }),
};

function clamp(value: number, most: number): number {
  return Math.max(0, Math.min(value, most));
}
