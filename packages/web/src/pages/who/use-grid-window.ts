import { type RefObject, useEffect, useState } from 'react';

export type GridWindow = { readonly start: number; readonly end: number };

const marginRows = 20;

/** Which rows of a box that scrolls by itself to draw; a hundred thousand rows cost what is seen of them. */
export function useGridWindow({
  box,
  count,
  rowHeightPx,
}: {
  box: RefObject<HTMLElement | null>;
  count: number;
  rowHeightPx: number;
}): GridWindow {
  const [first, setFirst] = useState(0);
  const [rows, setRows] = useState(20);
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const look = () => {
      const row = Math.max(0, Math.floor(element.scrollTop / rowHeightPx));
      setFirst(row - (row % 10));
      setRows(Math.ceil(element.clientHeight / rowHeightPx));
    };
    look();
    element.addEventListener('scroll', look, { passive: true });
    window.addEventListener('resize', look);
    return () => {
      element.removeEventListener('scroll', look);
      window.removeEventListener('resize', look);
    };
  }, [box, rowHeightPx]);
  return { start: Math.max(0, first - marginRows), end: Math.min(count, first + rows + marginRows + 10) };
}
