import { createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import { NotFound } from '../components/trouble.tsx';
import { Frame } from './frame.tsx';
import { history } from './history.ts';
import { pages } from './page.ts';
import { PageGate } from './page-gate.tsx';
import { PageBroke, Root } from './root.tsx';

const rootRoute = createRootRoute({ component: Root, notFoundComponent: MissingPage });

const routes = pages.map((page) =>
  createRoute({
    getParentRoute: () => rootRoute,
    path: page.path,
    component: () => <PageGate page={page} />,
    errorComponent: PageBroke,
  }),
);

/** The state of a screen is in its address, as plain text: `?outcome=fail`. */
export const router = createRouter({
  history,
  routeTree: rootRoute.addChildren(routes),
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: printSearch,
  scrollRestoration: true,
  defaultStructuralSharing: true,
});

function printSearch(search: Record<string, unknown>): string {
  const kept = Object.entries(search).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [[name, String(value)]],
  );
  const text = new URLSearchParams(kept).toString();
  return text === '' ? '' : `?${text}`;
}

function MissingPage() {
  return (
    <Frame>
      <NotFound />
    </Frame>
  );
}
