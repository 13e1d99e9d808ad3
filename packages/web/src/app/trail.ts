import { useRouterState } from '@tanstack/react-router';

export type Crumb = { readonly label: string; readonly href: string };

/** The road is kept with the history entry: back works, a reload keeps it, the address stays short. */
export function trailState(trail: readonly Crumb[] | undefined): object {
  return trail === undefined ? {} : { trail };
}

/** The road someone took to this page, or the page's own place when they came directly. */
export function useTrail(home: readonly Crumb[]): readonly Crumb[] {
  const state = useRouterState({ select: ({ location }): unknown => location.state });
  if (typeof state !== 'object' || state === null || !('trail' in state)) return home;
  return Array.isArray(state.trail) && state.trail.every(isCrumb) ? state.trail : home;
}

function isCrumb(value: unknown): value is Crumb {
  return typeof value === 'object' && value !== null && 'label' in value && 'href' in value;
}
