import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { navigateTo } from '../../app/navigate.ts';
import { Anchor } from '../../components/anchor.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { formatNumber } from '../../messages/shared.ts';
import { CellInspector } from './cell-inspector.tsx';
import { en } from './en.ts';
import { MatrixCell } from './matrix-cell.tsx';
import { PrincipalName, PrincipalState } from './principal-mark.tsx';
import { type AccessPrincipal, principalHref, type SystemColumn } from './use-access.ts';
import { useGridWindow } from './use-grid-window.ts';

const texts = textsOf({ en });
const rowHeightPx = 44;
const home = [{ label: texts.title, href: '/who' }];

export type Place = { readonly row: number; readonly column: number };

type AccessMatrixProps = {
  readonly principals: readonly AccessPrincipal[];
  readonly systems: readonly SystemColumn[];
  /** N, when more exist than are loaded. */
  readonly total: number;
  readonly onNearEnd: (() => void) | undefined;
};

/** Holders × systems, four marks each. One cell takes the focus; arrows move it, enter opens whose row it is. */
export function AccessMatrix({ principals, systems, total, onNearEnd }: AccessMatrixProps) {
  const box = useRef<HTMLDivElement>(null);
  const view = useGridWindow({ box, count: principals.length, rowHeightPx });
  const [place, setPlace] = useState<Place>({ row: 0, column: 0 });
  const [hovered, setHovered] = useState<Place | null>(null);
  const onKeyDown = useGridKeys({ box, place, setPlace, principals, columns: systems.length + 1 });
  const isNearEnd = view.end >= principals.length - 20;
  useEffect(() => {
    if (isNearEnd) onNearEnd?.();
  }, [isNearEnd, onNearEnd]);
  const shown = hovered ?? place;
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the grid inside */}
      <div
        ref={box}
        onKeyDown={onKeyDown}
        onMouseLeave={() => setHovered(null)}
        className="max-h-[calc(100dvh-15rem)] overflow-auto rounded-md border border-line bg-raised"
      >
        <table
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table whose cells take the focus is a grid (ARIA 1.2)
          role="grid"
          aria-label={texts.grid.label}
          aria-rowcount={total + 1}
          aria-colcount={systems.length + 1}
          className="border-separate border-spacing-0 text-left"
        >
          <Heads systems={systems} />
          <tbody>
            {view.start > 0 && <Spacer columns={systems.length + 1} height={view.start * rowHeightPx} />}
            {principals.slice(view.start, view.end).map((one, offset) => (
              <MatrixRow
                key={`${one.kind} ${one.principal}`}
                {...{ one, systems, place, setPlace, setHovered }}
                row={view.start + offset}
              />
            ))}
            {view.end < principals.length && (
              <Spacer columns={systems.length + 1} height={(principals.length - view.end) * rowHeightPx} />
            )}
          </tbody>
        </table>
      </div>
      <CellInspector principal={principals[shown.row]} system={systems[shown.column - 1]} />
      <p className="mt-1 text-sm text-note">{texts.grid.hint}</p>
    </>
  );
}

function Heads({ systems }: { systems: readonly SystemColumn[] }) {
  return (
    <thead>
      <tr aria-rowindex={1}>
        <th
          scope="col"
          className="sticky top-0 left-0 z-20 w-64 min-w-64 border-r border-b border-edge bg-raised px-3 py-2 align-bottom text-sm font-medium text-note"
        >
          {texts.grid.who}
        </th>
        {systems.map((system) => (
          <th
            key={system.system}
            scope="col"
            className="sticky top-0 z-10 max-w-40 min-w-28 border-b border-edge bg-raised px-2 py-2 align-bottom text-sm font-medium"
          >
            <span className="block truncate" title={system.name}>
              {system.name}
            </span>
            <span className="number block text-xs font-normal text-note">
              {system.list === 'none' ? texts.grid.noListShort : formatNumber(system.holders)}
              {system.list === 'partial' && <span className="text-unsure"> · {texts.grid.partialShort}</span>}
            </span>
          </th>
        ))}
      </tr>
    </thead>
  );
}

function Spacer({ columns, height }: { columns: number; height: number }) {
  return (
    <tr>
      <td colSpan={columns} style={{ height }} />
    </tr>
  );
}

type MatrixRowProps = {
  readonly one: AccessPrincipal;
  readonly systems: readonly SystemColumn[];
  readonly row: number;
  readonly place: Place;
  readonly setPlace: (place: Place) => void;
  readonly setHovered: (place: Place | null) => void;
};

function MatrixRow({ one, systems, row, place, setPlace, setHovered }: MatrixRowProps) {
  const bySystem = useMemo(() => Map.groupBy(one.cells, ({ system }) => system), [one.cells]);
  const isHere = place.row === row;
  return (
    <tr aria-rowindex={row + 2} style={{ height: rowHeightPx }} className="group">
      <th
        scope="row"
        className="sticky left-0 z-10 w-64 max-w-64 border-r border-b border-line bg-raised px-3 font-normal group-hover:bg-sunken"
      >
        <Anchor
          href={principalHref(one.principal)}
          trail={home}
          data-cell={`${row}:0`}
          tabIndex={isHere && place.column === 0 ? 0 : -1}
          onFocus={() => setPlace({ row, column: 0 })}
          className="flex min-w-0 flex-col text-ink -outline-offset-2 no-underline hover:text-accent"
        >
          <PrincipalName one={one} />
          {one.state !== 'active' && one.kind !== 'unknown' && (
            <span className="truncate text-xs">
              <PrincipalState state={one.state} />
            </span>
          )}
        </Anchor>
      </th>
      {systems.map((system, index) => (
        <MatrixCell
          key={system.system}
          {...{ one, system, setHovered }}
          cells={bySystem.get(system.system) ?? []}
          place={{ row, column: index + 1 }}
          isFocusable={isHere && place.column === index + 1}
          onFocus={setPlace}
        />
      ))}
    </tr>
  );
}

type GridKeys = {
  readonly box: React.RefObject<HTMLDivElement | null>;
  readonly place: Place;
  readonly setPlace: (place: Place) => void;
  readonly principals: readonly AccessPrincipal[];
  readonly columns: number;
};

const pageRows = 10;

function useGridKeys({ box, place, setPlace, principals, columns }: GridKeys) {
  const wanted = useRef<Place | null>(null);
  useEffect(() => {
    const next = wanted.current;
    if (next === null) return;
    wanted.current = null;
    const cell = box.current?.querySelector<HTMLElement>(`[data-cell="${next.row}:${next.column}"]`);
    cell?.focus();
  });
  return (event: KeyboardEvent) => {
    if (event.key === 'Enter' && place.column > 0) {
      const one = principals[place.row];
      if (one !== undefined) navigateTo(principalHref(one.principal), { trail: home });
      return;
    }
    const moved = moveBy(event, place, columns);
    if (moved === null) return;
    event.preventDefault();
    const next = {
      row: clamp(moved.row, principals.length - 1),
      column: clamp(moved.column, columns - 1),
    };
    wanted.current = next;
    setPlace(next);
    scrollToRow(box.current, next.row);
  };
}

function moveBy(
  { key, ctrlKey, metaKey }: KeyboardEvent,
  { row, column }: Place,
  columns: number,
): Place | null {
  const isFar = ctrlKey || metaKey;
  switch (key) {
    case 'ArrowDown':
      return { row: row + 1, column };
    case 'ArrowUp':
      return { row: row - 1, column };
    case 'ArrowRight':
      return { row, column: column + 1 };
    case 'ArrowLeft':
      return { row, column: column - 1 };
    case 'PageDown':
      return { row: row + pageRows, column };
    case 'PageUp':
      return { row: row - pageRows, column };
    case 'Home':
      return { row: isFar ? 0 : row, column: 0 };
    case 'End':
      return { row: isFar ? Number.MAX_SAFE_INTEGER : row, column: columns - 1 };
    default:
      return null;
  }
}

function clamp(value: number, most: number): number {
  return Math.max(0, Math.min(value, most));
}

/** A row that is not drawn yet cannot take the focus. */
function scrollToRow(box: HTMLElement | null, row: number): void {
  if (box === null) return;
  const headPx = 56;
  const top = row * rowHeightPx;
  if (top < box.scrollTop) box.scrollTop = top;
  const bottom = top + rowHeightPx + headPx;
  if (bottom > box.scrollTop + box.clientHeight) box.scrollTop = bottom - box.clientHeight;
}
