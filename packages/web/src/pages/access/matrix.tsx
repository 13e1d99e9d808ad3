import { useState } from 'react';
import { useQueryState } from '../../app/query-state.ts';
import { SelectField } from '../../components/field.tsx';
import { FilterField } from '../../components/filter-field.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { formatNumber } from '../../messages/shared.ts';
import { en } from './en.ts';
import { Mark, type Shape } from './mark.tsx';
import { type Model, useMatrix, wordsOf } from './use-model.ts';

const texts = textsOf({ en });

type MatrixRow = NonNullable<ReturnType<typeof useMatrix>['data']>['rows'][number];
type Cell = keyof typeof texts.cells;

const shapes = { yes: 'disc', others: 'half', own: 'ring', no: 'dash' } as const satisfies Record<
  Cell,
  Shape
>;
const cellNames = ['yes', 'others', 'own', 'no'] as const;

/** Role by action. Wide: all roles side by side; narrow: one role at a time, read as a list. */
export function Matrix({ model }: { model: Model }) {
  const matrix = useMatrix();
  const [role, setRole] = useQueryState('role', 'owner');
  const [filter, setFilter] = useState('');
  const wanted = filter.trim().toLowerCase();
  const says = new Map(model.words.map((one) => [one.action, wordsOf(one)]));
  return (
    <Loaded query={matrix} lines={10}>
      {({ rows, csv }) => {
        const shown = rows.filter(({ action }) =>
          `${action} ${says.get(action) ?? ''}`.toLowerCase().includes(wanted),
        );
        return (
          <>
            <p className="prose-line mb-3 text-soft">{texts.matrixLead}</p>
            <div className="mb-4 flex flex-wrap items-end gap-4">
              <FilterField value={filter} onChange={setFilter} label={texts.filter} />
              <Download csv={csv} />
              <p className="text-sm text-note" role="status">
                {texts.shown(formatNumber(shown.length), formatNumber(rows.length))}
              </p>
            </div>
            <Legend />
            <div className="lg:hidden">
              <SelectField label={texts.role} value={role} onChange={(event) => setRole(event.target.value)}>
                {model.roles.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </SelectField>
              <RoleList rows={shown} role={role} says={says} />
            </div>
            <div className="max-lg:hidden">
              <WideMatrix rows={shown} model={model} says={says} />
            </div>
          </>
        );
      }}
    </Loaded>
  );
}

function Legend() {
  return (
    <ul className="mb-3 flex flex-wrap gap-x-5 gap-y-1 text-sm text-soft">
      {cellNames.map((cell) => (
        <li key={cell} className="inline-flex items-center gap-1.5">
          <Mark shape={shapes[cell]} />
          {texts.cells[cell]}
        </li>
      ))}
    </ul>
  );
}

function Download({ csv }: { csv: string }) {
  const href = `data:text/csv;charset=utf-8,${encodeURIComponent(csv)}`;
  return (
    <a href={href} download="permissions.csv" className="touch inline-flex items-center py-1">
      {texts.download}
    </a>
  );
}

function cellOf(row: MatrixRow, role: string): Cell {
  // The server lists every role in every row.
  return (row.cells as Readonly<Record<string, Cell>>)[role] ?? 'no';
}

type Says = ReadonlyMap<string, string>;

function RoleList({ rows, role, says }: { rows: readonly MatrixRow[]; role: string; says: Says }) {
  return (
    <ul className="mt-3">
      {rows.map((row) => {
        const cell = cellOf(row, role);
        return (
          <li key={row.action} className="flex gap-3 border-b border-line py-2">
            <span className="w-4 shrink-0 pt-1 text-soft">
              <Mark shape={shapes[cell]} />
            </span>
            <span className="min-w-0 flex-1">
              <span className="block [overflow-wrap:anywhere]">{says.get(row.action) ?? row.action}</span>
              <span className="block text-sm text-note">
                {texts.cells[cell]} · <code className="font-mono text-xs">{row.action}</code>
              </span>
            </span>
          </li>
        );
      })}
    </ul>
  );
}

function WideMatrix({ rows, model, says }: { rows: readonly MatrixRow[]; model: Model; says: Says }) {
  return (
    // Scrolls sideways where the roles do not fit; the keyboard scrolls what has the focus.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by keyboard (WCAG 2.1.1)
    <section aria-label={texts.views.matrix} tabIndex={0} className="overflow-x-auto">
      <table className="w-full border-collapse text-left text-sm">
        <thead>
          <tr className="border-b border-edge align-bottom text-note">
            <th scope="col" className="py-2 pr-4 font-medium">
              {texts.action}
            </th>
            {model.roles.map(({ id, name }) => (
              <th key={id} scope="col" className="px-1 py-2 font-medium">
                <span className="[writing-mode:vertical-rl] rotate-180">{name}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.action} className="border-b border-line hover:bg-sunken">
              <th scope="row" className="max-w-[34ch] py-1.5 pr-4 font-normal">
                <code className="font-mono text-xs">{row.action}</code>
                <span className="block truncate text-note" title={says.get(row.action)}>
                  {says.get(row.action)}
                </span>
              </th>
              {model.roles.map(({ id, name }) => {
                const cell = cellOf(row, id);
                return (
                  <td
                    key={id}
                    className={`px-1 text-center ${cell === 'no' ? 'text-note' : 'text-ink'}`}
                    title={`${name}: ${texts.cells[cell]}`}
                  >
                    <Mark shape={shapes[cell]} />
                    <span className="sr-only">{texts.cells[cell]}</span>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
