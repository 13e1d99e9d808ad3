import { setQueryState } from '../../app/query-state.ts';
import { Button } from '../../components/button.tsx';
import { FilterField } from '../../components/filter-field.tsx';
import { NarrowField } from '../../components/narrow-field.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { en, entryTypes } from './en.ts';
import { clearFilters, useFilterValues } from './use-filter-values.ts';

const texts = textsOf({ en });

/** Search and filters of the feed; all of it stands in the address. */
export function FilterRow() {
  const values = useFilterValues();
  const isNarrowed = Object.values(values).some((value) => value !== '');
  const isOpen = [values.actor, values.ref, values.from, values.to].some((value) => value !== '');
  return (
    <div className="no-print mb-4 space-y-2">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <FilterField
          value={values.search}
          onChange={(search) => setQueryState({ search })}
          label={texts.search}
        />
        <TypeChoice value={values.type} />
        {isNarrowed && (
          <Button look="quiet" onClick={clearFilters}>
            {texts.clear}
          </Button>
        )}
      </div>
      <details open={isOpen || undefined}>
        <summary className="touch w-fit cursor-pointer py-1 text-sm text-soft hover:text-ink">
          {texts.narrow}
        </summary>
        <div className="grid max-w-4xl gap-3 pt-1 sm:grid-cols-2 lg:grid-cols-4">
          <NarrowField name="from" label={texts.from} type="date" value={values.from} />
          <NarrowField name="to" label={texts.to} type="date" value={values.to} />
          <NarrowField name="actor" label={texts.actor} type="text" value={values.actor} />
          <NarrowField name="ref" label={texts.ref} type="text" value={values.ref} />
        </div>
      </details>
    </div>
  );
}

function TypeChoice({ value }: { value: string }) {
  const types = value === '' || entryTypes.includes(value) ? entryTypes : [value, ...entryTypes];
  return (
    <label className="inline-flex items-center gap-2 text-sm text-note">
      {texts.filter}
      <select
        value={value}
        onChange={(event) => setQueryState({ type: event.target.value })}
        className="touch rounded-md border border-edge bg-raised px-2 py-1 font-mono text-xs text-ink"
      >
        <option value="">{texts.all}</option>
        {types.map((type) => (
          <option key={type} value={type}>
            {type}
          </option>
        ))}
      </select>
    </label>
  );
}
