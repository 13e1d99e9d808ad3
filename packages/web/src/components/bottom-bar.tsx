import { Menu, Search } from 'lucide-react';
import { useState } from 'react';
import { shared } from '../messages/shared.ts';
import { AccountBox, WorkspaceName } from './account-box.tsx';
import { Anchor } from './anchor.tsx';
import { Layer } from './layer.tsx';
import { inNavGroups, useNavLinks } from './nav-links.tsx';

const shownLinks = 4;

const cell =
  'flex min-h-14 w-full flex-col items-center justify-center gap-0.5 text-xs text-soft no-underline aria-[current=page]:font-medium aria-[current=page]:text-accent';

/** The navigation of a phone: the pages used most, the others and the search one tap away. */
export function BottomBar({ onSearch }: { onSearch: () => void }) {
  const links = useNavLinks();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <nav
      aria-label={shared.navigation.label}
      className="no-print fixed inset-x-0 bottom-0 z-30 border-t border-line bg-sunken pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      <ul className="grid grid-cols-5">
        {links.slice(0, shownLinks).map(({ path, title, nav: { icon: Icon }, isCurrent }) => (
          <li key={path}>
            <Anchor href={path} aria-current={isCurrent ? 'page' : undefined} className={cell}>
              <Icon size={19} strokeWidth={1.75} aria-hidden="true" />
              {title}
            </Anchor>
          </li>
        ))}
        <li>
          <button type="button" onClick={() => setIsOpen(true)} aria-haspopup="dialog" className={cell}>
            <Menu size={19} strokeWidth={1.75} aria-hidden="true" />
            {shared.navigation.more}
          </button>
        </li>
      </ul>
      <Layer isOpen={isOpen} onClose={() => setIsOpen(false)} title={shared.navigation.more} look="sheet">
        <div className="px-4 py-2">
          <WorkspaceName />
          {inNavGroups(links.slice(shownLinks)).map(({ group, links: own }) => (
            <section key={group} aria-labelledby={`more-${group}`} className="mt-3">
              <p id={`more-${group}`} className="text-sm text-note">
                {shared.navigation.groups[group]}
              </p>
              <ul>
                {own.map(({ path, title, nav: { icon: Icon } }) => (
                  <li key={path} className="border-b border-line">
                    <Anchor
                      href={path}
                      onClick={() => setIsOpen(false)}
                      className="flex min-h-12 items-center gap-3 text-lg text-ink no-underline"
                    >
                      <Icon size={18} strokeWidth={1.75} aria-hidden="true" />
                      {title}
                    </Anchor>
                  </li>
                ))}
              </ul>
            </section>
          ))}
          <ul className="my-1">
            <li className="border-b border-line">
              <button
                type="button"
                onClick={() => {
                  setIsOpen(false);
                  onSearch();
                }}
                className="flex min-h-12 w-full items-center gap-3 text-lg"
              >
                <Search size={18} strokeWidth={1.75} aria-hidden="true" />
                {shared.navigation.search}
              </button>
            </li>
          </ul>
          <div className="py-2">
            <AccountBox />
          </div>
        </div>
      </Layer>
    </nav>
  );
}
