import { type RefObject, useEffect, useState } from 'react';

export type RowWindow = {
  readonly start: number;
  readonly end: number;
  /** Rows above and below that are not drawn. */
  readonly before: number;
  readonly after: number;
};

const marginRows = 30;
const alwaysDrawnRows = 120;

/** Which rows of a long table to draw, from where the page is scrolled to. Short tables are drawn whole. */
export function useWindowedRows({
  body,
  count,
  rowHeightPx,
}: {
  body: RefObject<HTMLElement | null>;
  count: number;
  rowHeightPx: number;
}): RowWindow {
  const [first, setFirst] = useState(0);
  const isWhole = count <= alwaysDrawnRows;
  useEffect(() => {
    if (isWhole) return;
    const look = () => {
      const above = -(body.current?.getBoundingClientRect().top ?? 0);
      const row = Math.max(0, Math.floor(above / rowHeightPx));
      setFirst(row - (row % 10));
    };
    look();
    window.addEventListener('scroll', look, { passive: true });
    return () => window.removeEventListener('scroll', look);
  }, [body, isWhole, rowHeightPx]);
  if (isWhole) return { start: 0, end: count, before: 0, after: 0 };
  const visibleRows = Math.ceil(window.innerHeight / rowHeightPx);
  const start = Math.max(0, Math.min(first, count) - marginRows);
  const end = Math.min(count, first + visibleRows + marginRows);
  return { start, end, before: start, after: count - end };
}
