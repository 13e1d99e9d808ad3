import { setQueryState, useQueryState } from '../../app/query-state.ts';
import { type FilterName, filterNames } from './feed-filters.ts';

/** The filters as they stand in the address. */
export function useFilterValues(): Readonly<Record<FilterName, string>> {
  const [type] = useQueryState('type');
  const [search] = useQueryState('search');
  const [actor] = useQueryState('actor');
  const [ref] = useQueryState('ref');
  const [from] = useQueryState('from');
  const [to] = useQueryState('to');
  return { type, search, actor, ref, from, to };
}

export function clearFilters(): void {
  setQueryState(Object.fromEntries(filterNames.map((name) => [name, ''])));
}
