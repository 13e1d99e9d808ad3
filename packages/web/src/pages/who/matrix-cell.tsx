import { StateShape } from '../../components/state-shape.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import type { Place } from './access-matrix.tsx';
import { en } from './en.ts';
import { isGrave } from './principal-mark.tsx';
import { RightMarks, rightsSentence } from './right-marks.tsx';
import { type AccessCell, type AccessPrincipal, rightNames, type SystemColumn } from './use-access.ts';

const texts = textsOf({ en });

type MatrixCellProps = {
  readonly one: AccessPrincipal;
  readonly system: SystemColumn;
  /** Several accounts of one principal on one system are shown as one. */
  readonly cells: readonly AccessCell[];
  readonly place: Place;
  readonly isFocusable: boolean;
  readonly onFocus: (place: Place) => void;
  readonly setHovered: (place: Place | null) => void;
};

/** What one holder may do on one system; an empty cell is never empty where the list cannot tell. */
export function MatrixCell({ one, system, cells, place, isFocusable, onFocus, setHovered }: MatrixCellProps) {
  const joined = joinCells(cells);
  const isUntold = joined === null && system.list === 'none';
  return (
    <td
      data-cell={`${place.row}:${place.column}`}
      tabIndex={isFocusable ? 0 : -1}
      onFocus={() => onFocus(place)}
      onMouseEnter={() => setHovered(place)}
      className={`relative border-b border-line px-2 -outline-offset-2 group-hover:bg-sunken ${isUntold ? 'hatched-faint' : ''}`}
    >
      {joined === null ? (
        <span className="sr-only">{emptyWords(system)}</span>
      ) : (
        <>
          <RightMarks cell={joined} isGrave={isGrave(one)} />
          {cells.length > 1 && <span className="number ml-1 text-xs text-note">×{cells.length}</span>}
          {!joined.isComplete && (
            <span className="absolute top-0 right-1">
              <StateShape state="incomplete" size={10} />
            </span>
          )}
          <span className="sr-only">
            {rightsSentence(joined)}
            {joined.isComplete ? '' : `. ${texts.legend.partial}`}
          </span>
        </>
      )}
    </td>
  );
}

export function emptyWords({ list }: SystemColumn): string {
  if (list === 'none') return texts.grid.noList;
  return list === 'partial' ? texts.grid.notSeen : texts.grid.nothing;
}

/** All accounts of one principal on one system: what any of them may do. */
export function joinCells(cells: readonly AccessCell[]): AccessCell | null {
  const [first, ...others] = cells.toSorted((one, other) => Number(other.canAct) - Number(one.canAct));
  if (first === undefined) return null;
  const acting = others.filter(({ canAct }) => canAct);
  return acting.reduce(joinTwo, first);
}

function joinTwo(one: AccessCell, other: AccessCell): AccessCell {
  const states = rightNames.map((right) => {
    const both = [one.rights[right], other.rights[right]];
    const state = both.includes('yes') ? 'yes' : both.includes('unknown') ? 'unknown' : 'no';
    return [right, state] as const;
  });
  // Every right is among them.
  const rights = Object.fromEntries(states) as AccessCell['rights'];
  return {
    ...one,
    rights,
    roles: [...new Set([...one.roles, ...other.roles])],
    ways: [...new Set([...one.ways, ...other.ways])],
    isComplete: one.isComplete && other.isComplete,
    position: Math.max(one.position, other.position),
  };
}
