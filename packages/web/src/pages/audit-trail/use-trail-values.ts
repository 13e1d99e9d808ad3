import { setQueryState, useQueryState } from '../../app/query-state.ts';

export const trailNames = ['search', 'kind', 'actor', 'from', 'to'] as const;
export type TrailName = (typeof trailNames)[number];
export type TrailValues = Readonly<Record<TrailName, string>>;

/** What the trail is narrowed by, as it stands in the address. */
export function useTrailValues(): TrailValues {
  const [search] = useQueryState('search');
  const [kind] = useQueryState('kind');
  const [actor] = useQueryState('actor');
  const [from] = useQueryState('from');
  const [to] = useQueryState('to');
  return { search, kind, actor, from, to };
}

export function clearTrail(): void {
  setQueryState(Object.fromEntries(trailNames.map((name) => [name, ''])));
}
