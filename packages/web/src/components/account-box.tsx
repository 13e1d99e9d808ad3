import { read } from '@daybook/client';
import { LogOut } from 'lucide-react';
import { api } from '../app/api.ts';
import { chooseWorkspace, renewSession, useSession, useWorkspace } from '../app/session.ts';
import { shared } from '../messages/shared.ts';
import { Anchor } from './anchor.tsx';
import { ThemeChoice } from './theme-choice.tsx';

/** Who is signed in, how to leave, and how the screen looks. */
export function AccountBox() {
  const { data } = useSession();
  const leave = async () => {
    await read(api.POST('/api/sign-out', {}));
    await renewSession();
  };
  return (
    <div className="space-y-2">
      <div className="flex items-center justify-between gap-2">
        <Anchor
          href="/account"
          title={shared.navigation.account}
          className="touch min-w-0 rounded-sm text-ink no-underline hover:underline"
        >
          <span className="block truncate text-sm font-medium">{data?.user?.name}</span>
          <span className="block truncate text-xs text-note">{data?.user?.email}</span>
        </Anchor>
        <button
          type="button"
          onClick={() => void leave()}
          aria-label={shared.navigation.signOut}
          title={shared.navigation.signOut}
          className="touch inline-flex size-8 shrink-0 items-center justify-center rounded-sm text-note hover:bg-line hover:text-ink"
        >
          <LogOut size={15} aria-hidden="true" />
        </button>
      </div>
      <ThemeChoice />
    </div>
  );
}

/** The name of the workspace; a choice where there is more than one. */
export function WorkspaceName() {
  const { data } = useSession();
  const workspace = useWorkspace();
  if (!data || data.workspaces.length < 2) {
    return <p className="truncate font-semibold">{workspace.name}</p>;
  }
  return (
    <select
      aria-label={shared.navigation.workspace}
      value={workspace.slug}
      onChange={(event) => chooseWorkspace(event.target.value)}
      className="touch w-full truncate rounded-sm bg-transparent py-1 font-semibold"
    >
      {data.workspaces.map(({ slug, name }) => (
        <option key={slug} value={slug}>
          {name}
        </option>
      ))}
    </select>
  );
}
