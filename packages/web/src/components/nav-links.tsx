import { useRouterState } from '@tanstack/react-router';
import { navigation } from '../app/page.ts';
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
