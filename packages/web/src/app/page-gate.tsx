import type { Session } from '@daybook/client';
import { Outlet } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import { LoadTrouble, NoPermission } from '../components/trouble.tsx';
import { shared } from '../messages/shared.ts';
import { Frame } from './frame.tsx';
import { navigateTo } from './navigate.ts';
import type { PlacedPage } from './page.ts';
import { chosenWorkspace, isAllowed, useSession } from './session.ts';

/** The frame stays while one goes from page to page. */
export function FramedPages() {
  const session = useSession();
  const { data } = session;
  const detour = data && signInFirst(data);
  useDetour(detour);
  if (!data) {
    return session.error ? (
      <Alone>
        <LoadTrouble query={session} title={shared.product} />
      </Alone>
    ) : null;
  }
  if (detour) return null;
  if (!chosenWorkspace(data)) {
    return (
      <Alone>
        <NoPermission />
      </Alone>
    );
  }
  return (
    <Frame>
      <Outlet />
    </Frame>
  );
}

/** Lets someone into one page when they are allowed; the pages before signing in let out who is in already. */
export function PageGate({ page }: { page: PlacedPage }) {
  const { data } = useSession();
  const isBare = page.frame === 'bare';
  useDetour(isBare && data ? bareDetour(page, data) : null);
  useEffect(() => {
    document.title = `${page.title} · ${shared.product}`;
  }, [page.title]);
  if (!data) return null;
  if (isBare) return bareDetour(page, data) === null ? <page.component /> : null;
  return isAllowed(chosenWorkspace(data), page.permission) ? <page.component /> : <NoPermission />;
}

function useDetour(detour: string | null | undefined): void {
  useEffect(() => {
    if (detour) navigateTo(detour, { replace: true });
  }, [detour]);
}

function signInFirst({ needsSetup, user }: Session): string | null {
  if (needsSetup) return '/setup';
  if (user !== null) return null;
  const { pathname, search } = window.location;
  return pathname === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(pathname + search)}`;
}

function bareDetour(page: PlacedPage, { needsSetup, user }: Session): string | null {
  if (needsSetup) return page.path === '/setup' ? null : '/setup';
  // These links are for whoever holds them, signed in or not.
  if (page.path === '/reset' || page.path === '/i-left') return null;
  if (user !== null) return '/';
  return page.path === '/setup' ? '/sign-in' : null;
}

function Alone({ children }: { children: ReactNode }) {
  return (
    <main id="content" className="mx-auto max-w-2xl p-6 pt-16">
      {children}
    </main>
  );
}
