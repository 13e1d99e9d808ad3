import { useParams, useRouterState } from '@tanstack/react-router';
import { history } from './history.ts';

/** One part of the screen's state that lives in the address. Setting `''` removes it. */
export function useQueryState(name: string, initial = ''): [string, (value: string) => void] {
  const value = useRouterState({
    select: ({ location }) => new URLSearchParams(location.searchStr).get(name),
  });
  return [value ?? initial, (next) => setQueryState({ [name]: next === initial ? '' : next })];
}

/** Changes parts of the address without a new step in the history. */
export function setQueryState(changes: Readonly<Record<string, string>>): void {
  const { pathname, search, hash } = window.location;
  const query = new URLSearchParams(search);
  for (const [name, value] of Object.entries(changes)) {
    if (value === '') query.delete(name);
    else query.set(name, value);
  }
  const text = query.toString();
  history.replace(`${pathname}${text === '' ? '' : `?${text}`}${hash}`, { ...history.location.state });
}

/** A parameter of the address, e.g. `$control`. */
export function usePathParam(name: string): string {
  const params: Readonly<Record<string, string | undefined>> = useParams({ strict: false });
  return params[name] ?? '';
}
