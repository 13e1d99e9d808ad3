import { ArrowDown, ArrowUp } from 'lucide-react';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { useKeys } from '../app/keys.ts';
import { navigateTo } from '../app/navigate.ts';
import type { Crumb } from '../app/trail.ts';
import { formatNumber, shared } from '../messages/shared.ts';
import { Anchor } from './anchor.tsx';
import { Button } from './button.tsx';
import { useWindowedRows } from './use-windowed-rows.ts';

export type Column<Row> = {
  readonly id: string;
  readonly label: string;
  readonly cell: (row: Row) => ReactNode;
  /** What to sort by; a column without it is not sortable. */
  readonly sortBy?: (row: Row) => string | number;
  readonly align?: 'end';
  /** Left out at phone width. */
  readonly isSecondary?: boolean;
  /** A share of the width, e.g. `w-1/2`. */
  readonly width?: string;
};

type DataTableProps<Row> = {
  readonly label: string;
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly keyOf: (row: Row) => string;
  /** Where a row leads; its first cell is the link. */
  readonly hrefOf?: (row: Row) => string;
  readonly trail?: readonly Crumb[] | undefined;
  /** N, when more rows exist than are loaded. */
  readonly total?: number | undefined;
  readonly onNearEnd?: (() => void) | undefined;
  readonly empty?: ReactNode;
  /** Show so many rows first, and the others when asked; for a table in the middle of a page. */
  readonly rowsFirst?: number;
  /** Rows that came while one looked; they slide in. */
  readonly isFresh?: ((row: Row) => boolean) | undefined;
};

const rowHeightPx = 44;

/** A list: sorted by its heads, walked with j, k and enter, drawn only where one looks. */
export function DataTable<Row>({ rows: all, rowsFirst, ...props }: DataTableProps<Row>) {
  const [isWhole, setIsWhole] = useState(rowsFirst === undefined || all.length <= rowsFirst);
  const { total = all.length, ...rest } = props;
  if (isWhole) return <WholeTable rows={all} total={total} {...rest} />;
  return (
    <>
      <WholeTable {...rest} rows={all.slice(0, rowsFirst)} total={total} onNearEnd={undefined} />
      <Button look="quiet" onClick={() => setIsWhole(true)} className="mt-1">
        {shared.table.showAll(formatNumber(total))}
      </Button>
    </>
  );
}

function WholeTable<Row>({
  rows,
  columns,
  total = rows.length,
  ...props
}: Omit<DataTableProps<Row>, 'rowsFirst'>) {
  const [sort, setSort] = useState<{ id: string; isDown: boolean } | null>(null);
  const sorted = useMemo(() => sortRows(rows, columns, sort), [rows, columns, sort]);
  const body = useRef<HTMLTableSectionElement>(null);
  const view = useWindowedRows({ body, count: sorted.length, rowHeightPx });
  const [chosen, setChosen] = useRowKeys({ rows: sorted, body, ...props });
  const { onNearEnd } = props;
  const isNearEnd = view.end >= sorted.length - 20;
  useEffect(() => {
    if (isNearEnd) onNearEnd?.();
  }, [isNearEnd, onNearEnd]);

  if (rows.length === 0) return props.empty ?? <p className="py-6 text-note">{shared.table.none}</p>;
  return (
    <div className="-mx-2 overflow-x-auto">
      <table aria-label={props.label} aria-rowcount={total + 1} className="w-full border-collapse text-left">
        <Heads columns={columns} sort={sort} onSort={setSort} />
        <tbody ref={body}>
          {view.before > 0 && <Spacer columns={columns.length} height={view.before * rowHeightPx} />}
          {sorted.slice(view.start, view.end).map((row, offset) => (
            <TableRow
              key={props.keyOf(row)}
              {...{ row, columns, ...props }}
              index={view.start + offset}
              isChosen={chosen === view.start + offset}
              onChoose={setChosen}
            />
          ))}
          {view.after > 0 && <Spacer columns={columns.length} height={view.after * rowHeightPx} />}
        </tbody>
      </table>
    </div>
  );
}

type Sort = { readonly id: string; readonly isDown: boolean } | null;

function Heads<Row>({
  columns,
  sort,
  onSort,
}: {
  columns: readonly Column<Row>[];
  sort: Sort;
  onSort: (sort: Sort) => void;
}) {
  return (
    <thead>
      <tr className="border-b border-edge text-sm text-note">
        {columns.map((column) => {
          const isSorted = sort?.id === column.id;
          const Arrow = sort?.isDown ? ArrowDown : ArrowUp;
          return (
            <th
              key={column.id}
              scope="col"
              aria-sort={isSorted ? (sort.isDown ? 'descending' : 'ascending') : undefined}
              className={`h-8 px-2 font-medium ${cellLook(column)}`}
            >
              {column.sortBy ? (
                <button
                  type="button"
                  onClick={() => onSort(nextSort(sort, column.id))}
                  className="inline-flex min-h-6 items-center gap-1 rounded-sm hover:text-ink"
                >
                  {column.label}
                  {isSorted && <Arrow size={12} aria-hidden="true" />}
                </button>
              ) : (
                column.label
              )}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}

function TableRow<Row>({
  row,
  columns,
  index,
  isChosen,
  onChoose,
  hrefOf,
  trail,
  isFresh,
}: {
  row: Row;
  columns: readonly Column<Row>[];
  index: number;
  isChosen: boolean;
  onChoose: (index: number) => void;
  hrefOf?: (row: Row) => string;
  trail?: readonly Crumb[] | undefined;
  isFresh?: ((row: Row) => boolean) | undefined;
}) {
  const href = hrefOf?.(row);
  return (
    <tr
      data-row={index}
      aria-rowindex={index + 2}
      style={{ height: rowHeightPx }}
      className={`relative border-b border-line ${isChosen ? 'bg-accent-tint' : 'hover:bg-sunken'} ${isFresh?.(row) ? 'arrive' : ''}`}
    >
      {columns.map((column, place) => (
        <td key={column.id} className={`px-2 py-1.5 ${cellLook(column)}`}>
          {place === 0 && href !== undefined ? (
            <Anchor
              href={href}
              trail={trail}
              data-row-link={index}
              onFocus={() => onChoose(index)}
              className="flex min-h-8 items-center text-ink -outline-offset-2 no-underline hover:text-accent hover:underline"
            >
              <span className="min-w-0 truncate">{column.cell(row)}</span>
            </Anchor>
          ) : (
            column.cell(row)
          )}
        </td>
      ))}
    </tr>
  );
}

function Spacer({ columns, height }: { columns: number; height: number }) {
  return (
    <tr>
      <td colSpan={columns} style={{ height }} />
    </tr>
  );
}

function cellLook<Row>({ align, isSecondary, width = '' }: Column<Row>): string {
  return `${align === 'end' ? 'text-right' : ''} ${isSecondary ? 'hidden md:table-cell' : ''} ${width}`;
}

function nextSort(sort: Sort, id: string): Sort {
  if (sort?.id !== id) return { id, isDown: false };
  return sort.isDown ? null : { id, isDown: true };
}

function sortRows<Row>(rows: readonly Row[], columns: readonly Column<Row>[], sort: Sort): readonly Row[] {
  const by = columns.find(({ id }) => id === sort?.id)?.sortBy;
  if (by === undefined || sort === null) return rows;
  const sign = sort.isDown ? -1 : 1;
  const collator = new Intl.Collator(undefined, { numeric: true });
  return rows.toSorted((left, right) => {
    const [one, other] = [by(left), by(right)];
    const isNumber = typeof one === 'number' && typeof other === 'number';
    return sign * (isNumber ? one - other : collator.compare(String(one), String(other)));
  });
}

function useRowKeys<Row>({
  rows,
  body,
  hrefOf,
  trail,
}: {
  rows: readonly Row[];
  body: { readonly current: HTMLTableSectionElement | null };
  hrefOf?: (row: Row) => string;
  trail?: readonly Crumb[] | undefined;
}): [number, (index: number) => void] {
  const [chosen, setChosen] = useState(-1);
  const go = (index: number) => {
    const next = Math.max(0, Math.min(rows.length - 1, index));
    setChosen(next);
    const row = body.current?.querySelector(`[data-row="${next}"]`);
    row?.scrollIntoView({ block: 'nearest' });
    row?.querySelector<HTMLElement>('[data-row-link]')?.focus({ preventScroll: true });
  };
  useKeys({
    j: () => go(chosen + 1),
    k: () => go(chosen - 1),
    ...(chosen >= 0 && {
      Enter: () => {
        const row = rows[chosen];
        const isOnControl = document.activeElement?.matches('a, button, [role="slider"]');
        const isOnRow = document.activeElement?.matches('[data-row-link]');
        if (row === undefined || hrefOf === undefined) return;
        if (isOnControl && !isOnRow && document.activeElement instanceof HTMLElement)
          document.activeElement.click();
        else navigateTo(hrefOf(row), { ...(trail && { trail }) });
      },
    }),
  });
  return [chosen, setChosen];
}
