import { createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import { NotFound } from '../components/trouble.tsx';
import { history } from './history.ts';
import { type PlacedPage, pages } from './page.ts';
import { FramedPages, PageGate } from './page-gate.tsx';
import { PageBroke, Root } from './root.tsx';

const rootRoute = createRootRoute({ component: Root, notFoundComponent: NotFound });
const framed = createRoute({ getParentRoute: () => rootRoute, id: 'framed', component: FramedPages });
const missing = createRoute({ getParentRoute: () => framed, path: '$', component: NotFound });

/** The state of a screen is in its address, as plain text: `?outcome=fail`. */
export const router = createRouter({
  history,
  routeTree: rootRoute.addChildren([
    ...pages.filter(isBare).map((page) => routeOf(page, rootRoute)),
    framed.addChildren([
      ...pages.filter((page) => !isBare(page)).map((page) => routeOf(page, framed)),
      missing,
    ]),
  ]),
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: printSearch,
  scrollRestoration: true,
});

function isBare({ frame }: PlacedPage): boolean {
  return frame === 'bare';
}

function routeOf(page: PlacedPage, parent: typeof rootRoute | typeof framed) {
  return createRoute({
    getParentRoute: () => parent,
    path: page.path,
    component: () => <PageGate page={page} />,
    errorComponent: PageBroke,
  });
}

function printSearch(search: Record<string, unknown>): string {
  const kept = Object.entries(search).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [[name, String(value)]],
  );
  const text = new URLSearchParams(kept).toString();
  return text === '' ? '' : `?${text}`;
}
