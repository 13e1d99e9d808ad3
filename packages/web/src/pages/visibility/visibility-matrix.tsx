import { useRef, useState } from 'react';
import { Anchor } from '../../components/anchor.tsx';
import { MaskedText } from '../../components/masked-text.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';
import { whoWords } from './plain-words.tsx';
import { SightMark, sightOf, whereWords } from './sight-mark.tsx';
import { type GridPlace, useGridKeys } from './use-grid-keys.ts';
import type { ComparedClass, Sighting, Viewer } from './use-visibility.ts';

const texts = textsOf({ en });
const home = [{ label: texts.title, href: '/visibility' }];

type VisibilityMatrixProps = {
  readonly viewers: readonly Viewer[];
  readonly classes: readonly ComparedClass[];
};

/** People × classes of data, one mark each. One cell takes the focus; arrows move it, enter opens whose row it is. */
export function VisibilityMatrix({ viewers, classes }: VisibilityMatrixProps) {
  const box = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState<GridPlace>({ row: 0, column: 0 });
  const hrefOf = (row: number) => hrefOfRow(viewers[row]);
  const onKeyDown = useGridKeys({
    box,
    place,
    setPlace,
    rows: viewers.length,
    columns: classes.length + 1,
    hrefOf,
    home,
  });
  const viewer = viewers[place.row];
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the grid inside */}
      <div
        ref={box}
        onKeyDown={onKeyDown}
        className="max-h-[calc(100dvh-15rem)] overflow-auto rounded-md border border-line bg-raised"
      >
        <table
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table whose cells take the focus is a grid (ARIA 1.2)
          role="grid"
          aria-label={texts.grid.label}
          className="w-full border-separate border-spacing-0 text-left"
        >
          <Heads classes={classes} />
          <tbody>
            {viewers.map((one, row) => (
              <MatrixRow key={`${one.kind} ${one.principal}`} {...{ one, row, classes, place, setPlace }} />
            ))}
          </tbody>
        </table>
      </div>
      <Inspector viewer={viewer} dataClass={classes[place.column - 1]} />
      <p className="mt-1 text-sm text-note">{texts.grid.hint}</p>
    </>
  );
}

function Heads({ classes }: { classes: readonly ComparedClass[] }) {
  return (
    <thead>
      <tr>
        <th
          scope="col"
          className="sticky top-0 left-0 z-20 w-64 min-w-64 border-r border-b border-edge bg-raised px-3 py-2 align-bottom text-sm font-medium text-note"
        >
          {texts.grid.who}
        </th>
        {classes.map(({ id, name, gaps }) => (
          <th
            key={id}
            scope="col"
            className="sticky top-0 z-10 max-w-40 min-w-24 border-b border-edge bg-raised px-2 py-2 text-center align-bottom text-sm font-medium"
          >
            <span className="block break-words">{name}</span>
            {gaps.length > 0 && (
              <span className="block text-xs font-normal text-unsure">{texts.grid.cannotTell}</span>
            )}
          </th>
        ))}
      </tr>
    </thead>
  );
}

type MatrixRowProps = {
  readonly one: Viewer;
  readonly row: number;
  readonly classes: readonly ComparedClass[];
  readonly place: GridPlace;
  readonly setPlace: (place: GridPlace) => void;
};

function MatrixRow({ one, row, classes, place, setPlace }: MatrixRowProps) {
  const byClass = new Map(one.sightings.map((sighting) => [sighting.dataClass, sighting]));
  const isAt = (column: number) => place.row === row && place.column === column;
  return (
    <tr className="group">
      <th
        scope="row"
        className="sticky left-0 z-10 w-64 max-w-64 border-r border-b border-line bg-raised px-3 py-1.5 font-normal group-hover:bg-sunken"
      >
        <Anchor
          href={hrefOfRow(one)}
          trail={home}
          data-cell={`${row}:0`}
          tabIndex={isAt(0) ? 0 : -1}
          onFocus={() => setPlace({ row, column: 0 })}
          className="flex min-w-0 flex-col text-ink -outline-offset-2 no-underline hover:text-accent"
        >
          <span className="truncate">
            <MaskedText text={one.name} isPlain />
          </span>
          <span className="truncate text-xs text-note">{whoWords(one)}</span>
        </Anchor>
      </th>
      {classes.map(({ id }, index) => (
        <Cell
          key={id}
          sighting={byClass.get(id)}
          place={{ row, column: index + 1 }}
          isFocusable={isAt(index + 1)}
          onFocus={setPlace}
        />
      ))}
    </tr>
  );
}

type CellProps = {
  readonly sighting: Sighting | undefined;
  readonly place: GridPlace;
  readonly isFocusable: boolean;
  readonly onFocus: (place: GridPlace) => void;
};

function Cell({ sighting, place, isFocusable, onFocus }: CellProps) {
  // A class that was named meanwhile: nothing is known of it yet.
  const sight = sighting === undefined ? 'open' : sightOf(sighting);
  const tint = sight === 'beyond' ? 'bg-fail-tint' : '';
  return (
    <td
      data-cell={`${place.row}:${place.column}`}
      tabIndex={isFocusable ? 0 : -1}
      onFocus={() => onFocus(place)}
      onMouseEnter={() => onFocus(place)}
      className={`border-b border-line px-2 py-1.5 text-center -outline-offset-2 ${tint}`}
    >
      <SightMark sight={sight} />
      <span className="sr-only">{texts.marks[sight]}</span>
    </td>
  );
}

/** Where the cell with the focus is seen. Always as high, so that nothing jumps. */
function Inspector({
  viewer,
  dataClass,
}: {
  viewer: Viewer | undefined;
  dataClass: ComparedClass | undefined;
}) {
  const sighting = viewer?.sightings.find((one) => one.dataClass === dataClass?.id);
  return (
    <div className="mt-2 min-h-16 rounded-md border border-line bg-raised px-3 py-2 text-sm">
      {viewer === undefined || dataClass === undefined || sighting === undefined ? (
        <p className="text-note">{texts.grid.empty}</p>
      ) : (
        <>
          <p>
            <b className="font-semibold">
              <MaskedText text={viewer.name} isPlain /> · {dataClass.name}
            </b>{' '}
            {texts.marks[sightOf(sighting)]}
          </p>
          <p className="text-note">{whereWords(sighting)}</p>
        </>
      )}
    </div>
  );
}

function hrefOfRow(viewer: Viewer | undefined): string {
  return viewer === undefined ? '/who' : `/who/${encodeURIComponent(viewer.principal)}`;
}
