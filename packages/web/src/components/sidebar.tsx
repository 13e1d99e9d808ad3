import { Search } from 'lucide-react';
import { shared } from '../messages/shared.ts';
import { AccountBox, WorkspaceName } from './account-box.tsx';
import { Anchor } from './anchor.tsx';
import { Keys } from './kbd.tsx';
import { inNavGroups, useNavLinks } from './nav-links.tsx';

/** The navigation of a wide screen. */
export function Sidebar({ onSearch, onKeys }: { onSearch: () => void; onKeys: () => void }) {
  const links = useNavLinks();
  return (
    <header className="no-print sticky top-0 hidden h-dvh flex-col border-r border-line bg-sunken px-3 py-4 md:flex">
      <div className="mb-4 flex items-center gap-2 px-2">
        <img src="/icon.svg" alt="" width="20" height="20" />
        <WorkspaceName />
      </div>
      <button
        type="button"
        onClick={onSearch}
        className="mb-4 flex items-center gap-2 rounded-md border border-line bg-raised px-2 py-1.5 text-sm text-note hover:border-edge hover:text-ink"
      >
        <Search size={14} aria-hidden="true" />
        <span className="grow text-left">{shared.navigation.search}</span>
        <Keys keys="mod+k" />
      </button>
      <nav aria-label={shared.navigation.label} className="grow overflow-y-auto">
        {inNavGroups(links).map(({ group, links: own }) => (
          <section key={group} aria-labelledby={`nav-${group}`} className="mb-4">
            <p id={`nav-${group}`} className="mb-1 px-2 text-xs text-note">
              {shared.navigation.groups[group]}
            </p>
            <ul className="space-y-px">
              {own.map(({ path, title, nav: { icon: Icon }, isCurrent }) => (
                <li key={path}>
                  <Anchor
                    href={path}
                    aria-current={isCurrent ? 'page' : undefined}
                    className="flex items-center gap-2.5 rounded-md px-2 py-1 text-soft no-underline hover:bg-line/60 hover:text-ink aria-[current=page]:bg-line aria-[current=page]:font-medium aria-[current=page]:text-ink"
                  >
                    <Icon size={16} strokeWidth={1.75} aria-hidden="true" />
                    {title}
                  </Anchor>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </nav>
      <button
        type="button"
        onClick={onKeys}
        className="mb-3 flex items-center justify-between rounded-md px-2 py-1.5 text-sm text-note hover:text-ink"
      >
        {shared.navigation.keys}
        <Keys keys="?" />
      </button>
      <div className="border-t border-line px-2 pt-3">
        <AccountBox />
      </div>
    </header>
  );
}
