import { useRouterState } from '@tanstack/react-router';
import { navGroups, navigation } from '../app/page.ts';
import { isAllowed, useWorkspace } from '../app/session.ts';

/** Pages of the navigation this person may see, and which one they are in. */
export function useNavLinks() {
  const workspace = useWorkspace();
  const path = useRouterState({ select: ({ location }) => location.pathname });
  return navigation
    .filter(({ permission }) => isAllowed(workspace, permission))
    .map((page) => ({
      ...page,
      isCurrent: page.path === '/' ? path === '/' : path === page.path || path.startsWith(`${page.path}/`),
    }));
}

type NavLink = ReturnType<typeof useNavLinks>[number];

/** The same in their groups; a group without a page this person may see is left out. */
export function inNavGroups(links: readonly NavLink[]) {
  return navGroups
    .map((group) => ({ group, links: links.filter(({ nav }) => nav.group === group) }))
    .filter((one) => one.links.length > 0);
}
