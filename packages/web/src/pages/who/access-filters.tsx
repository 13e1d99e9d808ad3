import { setQueryState } from '../../app/query-state.ts';
import { Button } from '../../components/button.tsx';
import { FilterField } from '../../components/filter-field.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { formatNumber } from '../../messages/shared.ts';
import { en } from './en.ts';
import { type AccessFilters, kindNames, rightNames, type SystemColumn } from './use-access.ts';

const texts = textsOf({ en });

type Totals = readonly { readonly kind: string; readonly state: string; readonly principals: number }[];

type FiltersProps = {
  readonly filters: AccessFilters;
  readonly systems: readonly SystemColumn[];
  readonly totals: Totals;
};

/** What is shown; every choice stands in the address. */
export function AccessFilterRow({ filters, systems, totals }: FiltersProps) {
  const isFiltered = Object.values(filters).some((value) => value !== '');
  return (
    <search aria-label={texts.filters.label} className="mb-4 space-y-3">
      <Segmented
        label={texts.filters.label}
        value={filters.kind}
        onChange={(kind) => setQueryState({ kind })}
        segments={['', ...kindNames].map((kind) => segmentOf(kind, totals))}
      />
      <div className="flex flex-wrap items-end gap-3">
        <FilterField
          value={filters.search}
          onChange={(search) => setQueryState({ search })}
          label={texts.filters.search}
        />
        <Choice
          name="system"
          value={filters.system}
          any={texts.filters.anySystem}
          label={texts.filters.system}
        >
          {systems.map(({ system, name }) => (
            <option key={system} value={system}>
              {name}
            </option>
          ))}
        </Choice>
        <Choice name="right" value={filters.right} any={texts.filters.anyRight} label={texts.filters.right}>
          {rightNames.map((right) => (
            <option key={right} value={right}>
              {texts.rights[right].name}
            </option>
          ))}
        </Choice>
        <Choice name="state" value={filters.state} any={texts.filters.anyState} label={texts.filters.state}>
          {(['left', 'ended', 'active', 'unknown'] as const).map((state) => (
            <option key={state} value={state}>
              {texts.states[state]}
            </option>
          ))}
        </Choice>
        {isFiltered && (
          <Button look="quiet" onClick={() => setQueryState(nothing)}>
            {texts.filters.clear}
          </Button>
        )}
      </div>
    </search>
  );
}

const nothing = { kind: '', state: '', system: '', right: '', search: '' };

function segmentOf(kind: string, totals: Totals) {
  const count = totals
    .filter((one) => kind === '' || one.kind === kind)
    .reduce((sum, one) => sum + one.principals, 0);
  const known = kindNames.find((one) => one === kind);
  const name = known === undefined ? texts.everyone : texts.many[known];
  return {
    value: kind,
    name: `${name}: ${formatNumber(count)}`,
    label: (
      <>
        {name} <span className="number text-note">{formatNumber(count)}</span>
      </>
    ),
  };
}

type ChoiceProps = {
  readonly name: string;
  readonly value: string;
  readonly label: string;
  readonly any: string;
  readonly children: React.ReactNode;
};

function Choice({ name, value, label, any, children }: ChoiceProps) {
  return (
    <select
      aria-label={label}
      value={value}
      onChange={(event) => setQueryState({ [name]: event.target.value })}
      className="touch min-h-8 max-w-48 rounded-md border border-edge bg-raised px-2 py-1 text-ink max-md:text-lg"
    >
      <option value="">{any}</option>
      {children}
    </select>
  );
}
