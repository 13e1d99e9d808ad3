import { history } from './history.ts';
import { type Crumb, trailState } from './trail.ts';

/** Goes to an address of this app; `trail` is the road that led there, for its breadcrumbs. */
export function navigateTo(
  href: string,
  { replace = false, trail }: { replace?: boolean; trail?: readonly Crumb[] } = {},
): void {
  const state = trailState(trail);
  if (replace) history.replace(href, state);
  else history.push(href, state);
}
