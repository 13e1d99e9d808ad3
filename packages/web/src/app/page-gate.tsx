import { useEffect } from 'react';
import { LoadTrouble, NoPermission } from '../components/trouble.tsx';
import { shared } from '../messages/shared.ts';
import { Frame } from './frame.tsx';
import { navigateTo } from './navigate.ts';
import type { PlacedPage } from './page.ts';
import { chosenWorkspace, isAllowed, useSession } from './session.ts';

/** Lets someone in: first set up, then signed in, then allowed. */
export function PageGate({ page }: { page: PlacedPage }) {
  const session = useSession();
  const { data } = session;
  const detour = data && detourFor(page, data);
  useEffect(() => {
    document.title = page.title === shared.product ? shared.product : `${page.title} · ${shared.product}`;
  }, [page.title]);
  useEffect(() => {
    if (detour) navigateTo(detour, { replace: true });
  }, [detour]);

  if (!data) return session.error ? <Alone>{<LoadTrouble query={session} />}</Alone> : null;
  if (detour) return null;
  if (page.frame === 'bare') return <page.component />;
  const workspace = chosenWorkspace(data);
  if (!workspace) return <Alone>{<NoPermission />}</Alone>;
  return <Frame>{isAllowed(workspace, page.permission) ? <page.component /> : <NoPermission />}</Frame>;
}

function detourFor(page: PlacedPage, session: { needsSetup: boolean; user: object | null }): string | null {
  if (session.needsSetup) return page.path === '/setup' ? null : '/setup';
  if (session.user === null) {
    if (page.path === '/sign-in') return null;
    const { pathname, search } = window.location;
    return pathname === '/' || page.path === '/setup'
      ? '/sign-in'
      : `/sign-in?next=${encodeURIComponent(pathname + search)}`;
  }
  return page.path === '/sign-in' || page.path === '/setup' ? '/' : null;
}

function Alone({ children }: { children: React.ReactNode }) {
  return (
    <main id="content" className="mx-auto max-w-2xl p-6 pt-16">
      <h1 className="sr-only">{shared.product}</h1>
      {children}
    </main>
  );
}
