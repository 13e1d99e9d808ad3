import { useRouterState } from '@tanstack/react-router';
import { Anchor } from './anchor.tsx';

export type NavTab = { readonly href: string; readonly label: string };

/** Pages that belong together, one tap apart. */
export function SegmentedNav({ label, tabs }: { label: string; tabs: readonly NavTab[] }) {
  const path = useRouterState({ select: ({ location }) => location.pathname });
  return (
    <nav aria-label={label} className="no-print mb-6 flex flex-wrap gap-x-5 border-b border-line">
      {tabs.map(({ href, label: text }) => (
        <Anchor
          key={href}
          href={href}
          aria-current={path === href ? 'page' : undefined}
          className="touch -mb-px inline-flex items-center border-b-2 border-transparent py-2 text-soft no-underline hover:text-ink aria-[current=page]:border-accent aria-[current=page]:font-medium aria-[current=page]:text-ink"
        >
          {text}
        </Anchor>
      ))}
    </nav>
  );
}
